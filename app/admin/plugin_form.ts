import type { HttpContext } from '@adonisjs/core/http'
import { ensurePermission } from '#admin/capabilities'
import { describedBody, describedInputs } from '#admin/described_form'
import { refusedOf } from '#admin/record_form'
import type { PageForm, Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { contextOf } from '#core/plugins/plugin_set'
import { actAs } from '#core/plugins/rights/acting'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** What the form of a plugin shows, with what was typed into it when it was refused. */
export function formOf(ctx: HttpContext, { label, body, confirm }: PageForm) {
  const schema = body?.describe?.()
  const inputs = schema ? describedInputs(schema, null, refusedOf(ctx)) : []
  return { label, confirm: confirm ?? null, inputs }
}

/** Whether a user who may see where it stands may send it, too. */
export function maySend({ identity }: HttpContext, { permission }: PageForm): boolean {
  return permission === undefined || identity.grants.allows(permission)
}

/**
 * Does what the form of a plugin is for. @returns what is said when it is done
 *
 * @param part by which name a failure of it is known
 * @throws 403, 422
 */
export async function submitForm(
  ctx: HttpContext,
  plugin: Plugin,
  part: string,
  form: PageForm
): Promise<string> {
  if (form.permission !== undefined) ensurePermission(ctx, form.permission)
  const schema = form.body?.describe?.()
  const typed = schema ? describedBody(schema, ctx.request.body(), true) : {}
  const body = await (form.body ?? emptyBodyValidator).validate(typed)
  const context = { ...contextOf(ctx.plugins, plugin), body }
  await withErrorBoundary(plugin, part, () => actAs(null, () => form.handle(context)))
  return form.done ?? `Done: ${form.label}.`
}
