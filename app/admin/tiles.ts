import type { HttpContext } from '@adonisjs/core/http'
import { partOf, renderPluginView } from '#admin/plugin_part'
import { organizationPath } from '#admin/path'
import type { AdminTile, Plugin, ViewTile } from '#core/plugins/api'
import { contextOf } from '#core/plugins/plugin_set'

/** What the plugins that are on show on the page of an organization: figures, and views below them. */
export async function organizationTiles(ctx: HttpContext) {
  const figures = []
  const views = []
  for (const plugin of ctx.plugins.plugins) {
    const tiles: readonly AdminTile[] = plugin.admin?.tiles ?? []
    for (const [index, tile] of tiles.entries()) {
      const shown = await tileOf(ctx, plugin, tile, `tile-${plugin.id}-${index}`)
      if (isView(tile)) views.push(shown)
      else figures.push(shown)
    }
  }
  return { figures, views }
}

async function tileOf(ctx: HttpContext, plugin: Plugin, tile: AdminTile, id: string) {
  const { title, path } = tile
  const href = path === undefined ? null : organizationPath(ctx.params.slug, path)
  const part = await partOf(ctx, plugin, 'tile', async () => {
    const context = contextOf(ctx.plugins, plugin)
    if (!isView(tile)) return asText(await tile.value(context))
    return renderPluginView(ctx, tile.view, { ...(await tile.state?.(context)) })
  })
  return { id, title, href, ...part }
}

function isView(tile: AdminTile): tile is ViewTile {
  return 'view' in tile
}

function asText(value: string | number | null): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '—')
}
