import type { Identity } from '#core/access/identity'
import type { PluginSet } from '#core/plugins/plugin_set'

/** Who reads something of an organization, and the plugins that are on there. */
export interface Reader {
  readonly identity: Identity
  readonly plugins: PluginSet
}
