import list from '#config/plugins'
import { pluginContract } from '#tests/support/plugin_contract'

for (const plugin of list) {
  if (!plugin.core) pluginContract(plugin)
}
