import type { Plugin } from '#plugins/kit'

/**
 * The plugins in the order in which they act: what one requires comes before
 * it, then what it asks to come after, then the order of the list.
 *
 * @throws when plugins require each other in a circle, naming it
 */
export function inOrder(plugins: readonly Plugin[]): Plugin[] {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const done = new Set<Plugin>()

  const visit = (plugin: Plugin, path: readonly string[]) => {
    if (done.has(plugin)) return
    if (path.includes(plugin.id)) {
      const circle = [...path.slice(path.indexOf(plugin.id)), plugin.id].join(' -> ')
      throw new Error(`plugins wait for each other: ${circle}`)
    }
    for (const id of [...Object.keys(plugin.requires ?? {}), ...(plugin.after ?? [])]) {
      const other = byId.get(id)
      if (other) visit(other, [...path, plugin.id])
    }
    done.add(plugin)
  }

  for (const plugin of plugins) visit(plugin, [])
  return [...done]
}
