import type { HttpContext } from '@adonisjs/core/http'
import { ensurePermission } from '#admin/capabilities'
import { pluginPagePath } from '#admin/path'
import { formOf, maySend, submitForm } from '#admin/plugin_form'
import { partOf, renderPluginView } from '#admin/plugin_part'
import { humanize } from '#admin/humanize'
import { notFound } from '#core/http/exceptions/problem'
import { type PluginPage, pagesOf } from '#core/plugins/admin/pages'
import { contextOf } from '#core/plugins/plugin_set'

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
  return submitForm(ctx, plugin, `page ${name}`, submit)
}
