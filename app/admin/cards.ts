import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import type { JsonObject } from '#admin/values'
import type { AdminCard, Plugin } from '#core/plugins/api'
import { contextOf } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

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
    if (card) cards.push({ plugin: plugin.id, content: await cardOf(ctx, plugin, card, record) })
  }
  return cards
}

async function cardOf(ctx: HttpContext, plugin: Plugin, card: AdminCard, record: JsonObject) {
  try {
    return await UnitOfWork.get().savepoint(async () => {
      const state = await card.state?.(contextOf(ctx.plugins, plugin), record)
      const text = await edge.render(card.view, { ...state, record })
      return edge.globals.html.safe(text)
    })
  } catch (error) {
    ctx.logger.error({ err: error, plugin: plugin.id }, 'A card failed')
    return `The card of ${plugin.id} could not be shown.`
  }
}
