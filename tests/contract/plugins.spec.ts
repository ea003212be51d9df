import list from '#config/plugins'
import { pluginAdminContract } from '#tests/support/plugin_admin_contract'
import { pluginContract } from '#tests/support/plugin_contract'

for (const plugin of list) {
  if (plugin.core) continue
  pluginContract(plugin)
  pluginAdminContract(plugin)
}
