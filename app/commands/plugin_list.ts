import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class PluginList extends BaseCommand {
  static override commandName = 'plugin:list'
  static override description = 'List the plugins of this installation, in the order they act in'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { default: db } = await import('@adonisjs/lucid/services/db')
    const { brokenPlugins } = await import('#core/plugins/broken')
    const { examineCode } = await import('#core/plugins/code_check')
    const { pluginStatuses } = await import('#core/plugins/status')
    const { organizations, plugins } = await db.transaction((trx) => pluginStatuses(trx))
    const broken = [...brokenPlugins(), ...(await examineCode())]
    const stateOf = (id: string) => {
      const entry = broken.find((one) => one.id === id)
      return entry && (entry.isLeftOut ? 'left out' : 'broken')
    }
    const table = this.ui
      .table()
      .head(['Plugin', 'Version', 'From', 'Requires', `On (of ${organizations})`, 'Migrations'])
    for (const { plugin, on, pending } of plugins) {
      const { id, version, core, package: origin, requires = {} } = plugin
      const ranges = Object.entries(requires).map(([other, range]) => `${other}@${range}`)
      const waiting = pending.length > 0 ? `${pending.length} pending` : ''
      const from = core ? 'core' : (origin ?? `app/plugins/${id}`)
      table.row([id, version, from, ranges.join(' '), stateOf(id) ?? `${on}`, waiting])
    }
    const listed = new Set(plugins.map(({ plugin }) => plugin.id))
    for (const { id, plugin } of broken.filter((entry) => !listed.has(entry.id))) {
      table.row([id, plugin?.version ?? '', `app/plugins/${id}`, '', stateOf(id) ?? '', ''])
    }
    table.render()
    for (const { plugin, paused } of plugins.filter((entry) => entry.paused > 0)) {
      this.logger.warning(
        `"${plugin.id}" keeps failing at what it listens to: ${paused} of its listeners are paused, ` +
          'each in an organization whose page of the plugin says why'
      )
    }
    for (const sentence of new Set(broken.flatMap(({ reasons }) => reasons))) {
      this.logger.error(sentence)
    }
  }
}
