import type { AdminPage, Plugin } from '#core/plugins/api'

/** A page of a plugin, by the end of its path. */
export interface PluginPage {
  readonly plugin: Plugin
  readonly name: string
  readonly page: AdminPage
}

/** The pages that plugins bring, in the order in which they act. */
export function pagesOf(plugins: readonly Plugin[]): PluginPage[] {
  return plugins.flatMap((plugin) => {
    const pages: Readonly<Record<string, AdminPage>> = plugin.admin?.pages ?? {}
    return Object.entries(pages).map(([name, page]) => ({ plugin, name, page }))
  })
}
