import { args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { FIELD_HELP } from '#core/plugins/scaffold/kinds'
import { OperatorCommand } from '#core/support/operator_command'

export default class MakeResource extends OperatorCommand {
  static override commandName = 'make:resource'
  static override description =
    'Make a further resource of a plugin: its table, its model, its paths'
  static override help = [
    '  {{ binaryName }} make:resource visits visits-stops --fields=visit:visits,reached_at:timestamp',
    ...FIELD_HELP,
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id of the plugin' })
  declare plugin: string

  @args.string({ description: 'The name of the resource, which begins with it' })
  declare resource: string

  @flags.string({ description: 'Its fields: name:kind, separated by commas' })
  declare fields?: string

  protected async work() {
    const { resourceStubsOf } = await import('#core/plugins/scaffold/stubs')
    const { addResource } = await import('#core/plugins/scaffold/manifest')
    const { ensureNewResource, nextMigration } = await import('#core/plugins/scaffold/place')
    const { formatFolder } = await import('#core/plugins/plugin_source')
    await ensureNewResource(this.plugin, this.resource)
    const number = await nextMigration(this.plugin)
    const fields = this.fields ?? 'name:text:required'
    const { stubs, state, owners } = resourceStubsOf(this.plugin, this.resource, fields, number)
    const codemods = await this.createCodemods()
    const root = this.app.makePath('resources/stubs')
    for (const stub of stubs) await codemods.makeUsingStub(root, `plugin/${stub}.stub`, state)
    await addResource(this.plugin, { ...state.resource, owners })
    await formatFolder(this.plugin)
    this.logger.success(`app/plugins/${this.plugin}/index.ts adds "${this.resource}"`)
    this.logger.info('Make its table: node ace migration:run')
  }
}
