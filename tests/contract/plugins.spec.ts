import list from '#config/plugins'
import { pluginAdminContract } from '#tests/support/plugin_admin_contract'
import { pluginContract } from '#tests/support/plugin_contract'

/** `PLUGIN`, which "node ace plugin:test" sets, holds one of them to it; otherwise all are. */
const { PLUGIN } = process.env

for (const plugin of list) {
  if (plugin.core || (PLUGIN !== undefined && PLUGIN !== plugin.id)) continue
  pluginContract(plugin)
  pluginAdminContract(plugin)
}
