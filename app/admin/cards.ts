import type { HttpContext } from '@adonisjs/core/http'
import { partOf, renderPluginView } from '#admin/plugin_part'
import type { JsonObject } from '#admin/values'
import type { AdminCard } from '#core/plugins/api'
import { contextOf } from '#core/plugins/plugin_set'

/**
 * What the plugins that are on show beside a record, in the order in which they
 * act. One that fails says so in its place, and the page is there all the same.
 */
export async function recordCards(ctx: HttpContext, record: JsonObject) {
  const place = `${ctx.resource.name}.show`
  const cards = []
  for (const plugin of ctx.plugins.plugins) {
    const known: Readonly<Record<string, AdminCard | undefined>> = plugin.admin?.cards ?? {}
    const card = known[place]
    if (!card) continue
    const { value, failure } = await partOf(ctx, plugin, 'card', async () => {
      const state = await card.state?.(contextOf(ctx.plugins, plugin), record)
      return renderPluginView(ctx, card.view, { ...state, record })
    })
    cards.push({ plugin: plugin.id, content: value ?? failure })
  }
  return cards
}
