import type { Plugin } from '#core/plugins/api'

/**
 * The plugins in the order in which they act: what one requires comes before
 * it, then what it asks to come after, then the order of the list. Of those in
 * a circle, with which nothing starts, some come too early.
 */
export function inOrder(plugins: readonly Plugin[]): Plugin[] {
  return sorted(plugins).order
}

/** The circles in which plugins wait for each other: `a -> b -> a`. */
export function circlesOf(plugins: readonly Plugin[]): string[] {
  return sorted(plugins).circles
}

function sorted(plugins: readonly Plugin[]) {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const done = new Set<Plugin>()
  const circles: string[] = []

  const visit = (plugin: Plugin, path: readonly string[]) => {
    if (done.has(plugin)) return
    if (path.includes(plugin.id)) {
      circles.push([...path.slice(path.indexOf(plugin.id)), plugin.id].join(' -> '))
      return
    }
    for (const id of [...Object.keys(plugin.requires ?? {}), ...(plugin.after ?? [])]) {
      const other = byId.get(id)
      if (other) visit(other, [...path, plugin.id])
    }
    done.add(plugin)
  }

  for (const plugin of plugins) visit(plugin, [])
  return { order: [...done], circles }
}
