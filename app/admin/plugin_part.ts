import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { organizationPath } from '#admin/path'
import { Problem } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a plugin shows in a place of a page, or why it does not. */
export interface Part<T> {
  readonly plugin: string
  /** Null where it failed. */
  readonly value: T | null
  /** A sentence in its place. */
  readonly failure: string | null
}

/**
 * Runs what a plugin has to do with a page that is there without it, too: what fails says so in its
 * place and is logged, and nothing that it asked of the database fails the rest.
 *
 * @param what of the plugin it is: `card`
 */
export async function partOf<T>(
  ctx: HttpContext,
  { id }: Plugin,
  what: string,
  run: () => Promise<T>
): Promise<Part<T>> {
  try {
    return { plugin: id, value: await UnitOfWork.get().savepoint(run), failure: null }
  } catch (error) {
    const failure = `The ${what} of ${id} could not be shown`
    if (error instanceof Problem && error.status < 500) {
      return { plugin: id, value: null, failure: `${failure}: ${error.message}` }
    }
    ctx.logger.error({ err: error, plugin: id }, `A ${what} failed`)
    return { plugin: id, value: null, failure: `${failure}.` }
  }
}

/** A view of a plugin, which is given where the pages of the organization are, too. */
export async function renderPluginView(
  ctx: HttpContext,
  view: string,
  state: Readonly<Record<string, unknown>>
) {
  const { name, slug } = adminOrganizationOf(ctx)
  const organization = { name, slug, path: organizationPath(slug) }
  return edge.globals.html.safe(await edge.render(view, { ...state, organization }))
}
