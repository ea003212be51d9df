import type { HttpContext } from '@adonisjs/core/http'
import { ensurePermission } from '#admin/capabilities'
import { describedBody, describedInputs } from '#admin/described_form'
import { pluginPagePath } from '#admin/path'
import { partOf, renderPluginView } from '#admin/plugin_part'
import { refusedOf } from '#admin/record_form'
import { humanize } from '#admin/humanize'
import { notFound } from '#core/http/exceptions/problem'
import { type PluginPage, pagesOf } from '#core/plugins/admin/pages'
import type { PageForm } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { contextOf } from '#core/plugins/plugin_set'
import { actAs } from '#core/plugins/rights/acting'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/**
 * The page that the path names.
 *
 * @throws 404 when the plugin is off or has none of this name, 403 for a user who may not see it
 */
export function pageInPath(ctx: HttpContext): PluginPage {
  const { page: wanted, plugin: id } = ctx.params
  const found = pagesOf(ctx.plugins.plugins).find(
    ({ plugin, name }) => plugin.id === id && name === wanted
  )
  if (!found) throw notFound('page')
  ensurePermission(ctx, found.page.permission)
  return found
}

/** Where a page is in the organization of the request. */
export function pathOfPage({ params }: HttpContext, { plugin, name }: PluginPage): string {
  return pluginPagePath(params.slug, plugin.id, name)
}

/** What the page shows: its view, or a sentence where that fails, and its form for those who may send it. */
export async function pageOfPlugin(ctx: HttpContext, found: PluginPage) {
  const { plugin, page } = found
  const { value, failure } = await partOf(ctx, plugin, 'page', async () => {
    const state = await page.state?.(contextOf(ctx.plugins, plugin), ctx.request.qs())
    return renderPluginView(ctx, page.view, { ...state })
  })
  const { submit } = page
  const form = submit && maySend(ctx, submit) ? formOf(ctx, submit) : null
  return {
    title: page.title,
    plugin: { id: plugin.id, name: humanize(plugin.id) },
    content: value,
    failure,
    ...form,
    action: form && pathOfPage(ctx, found),
  }
}

/**
 * Does what the form of the page is for. @returns what is said when it is done
 *
 * @throws 404 on a page without a form, 403, 422
 */
export async function submitPage(ctx: HttpContext, { plugin, page, name }: PluginPage) {
  const { submit } = page
  if (!submit) throw notFound('page')
  ensurePermission(ctx, submit.permission ?? page.permission)
  const schema = submit.body?.describe?.()
  const typed = schema ? describedBody(schema, ctx.request.body(), true) : {}
  const body = await (submit.body ?? emptyBodyValidator).validate(typed)
  const context = { ...contextOf(ctx.plugins, plugin), body }
  await withErrorBoundary(plugin, `page ${name}`, () => actAs(null, () => submit.handle(context)))
  return submit.done ?? `Done: ${submit.label}.`
}

function formOf(ctx: HttpContext, { label, body, confirm }: PageForm) {
  const schema = body?.describe?.()
  const inputs = schema ? describedInputs(schema, null, refusedOf(ctx)) : []
  return { label, confirm: confirm ?? null, inputs }
}

function maySend({ identity }: HttpContext, { permission }: PageForm): boolean {
  return permission === undefined || identity.grants.allows(permission)
}
