import { args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { FIELD_HELP } from '#core/plugins/scaffold/kinds'
import { OperatorCommand } from '#core/support/operator_command'

export default class MakePlugin extends OperatorCommand {
  static override commandName = 'make:plugin'
  static override description =
    'Make a plugin: its folder in app/plugins and its place in the list, or a package'
  static override help = [
    'With --fields it also gets a resource of its own, with a table, a model and paths:',
    '  {{ binaryName }} make:plugin visits --fields=customer:customers,minutes:integer',
    ...FIELD_HELP,
    'make:resource makes further ones.',
    'With --package it is a package of its own, to be tested by plugin:test, published by npm, and',
    'installed by plugin:install: in packages/<id>, or in --folder.',
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id of the plugin, in kebab-case' })
  declare plugin: string

  @flags.string({ description: 'The fields of its resource: name:kind, separated by commas' })
  declare fields?: string

  @flags.boolean({ description: 'Make a package of npm' })
  declare package: boolean

  @flags.string({ description: 'Where the package is made: packages/<id> by default' })
  declare folder?: string

  protected work() {
    return this.package ? this.#makePackage() : this.#makeFolder()
  }

  async #makePackage() {
    const { relative } = await import('node:path')
    const { folderFor, packageStubsOf } = await import('#core/plugins/scaffold/package')
    const { formatIn, ensureFree } = await import('#core/plugins/plugin_source')
    await ensureFree(this.plugin)
    const folder = folderFor(this.plugin, this.folder)
    const { stubs, state } = packageStubsOf(this.plugin, folder, this.fields)
    const codemods = await this.createCodemods()
    const root = this.app.makePath('resources/stubs')
    for (const stub of stubs) await codemods.makeUsingStub(root, `package/${stub}.stub`, state)
    await formatIn(folder)
    const path = relative(process.cwd(), folder)
    this.logger.success(`${path} is a package: ${state.pack.name}`)
    this.logger.info('The types that it is written against: npm run build:kit')
    this.logger.info(`Its tests: node ace plugin:test ${path}`)
  }

  async #makeFolder() {
    const { stubsOf } = await import('#core/plugins/scaffold/stubs')
    const { enlist } = await import('#core/plugins/plugin_list')
    const { formatFolder, ensureFree } = await import('#core/plugins/plugin_source')
    await ensureFree(this.plugin)
    const { stubs, state } = stubsOf(this.plugin, this.fields)
    const codemods = await this.createCodemods()
    const root = this.app.makePath('resources/stubs')
    for (const stub of stubs) await codemods.makeUsingStub(root, `plugin/${stub}.stub`, state)
    await formatFolder(this.plugin)
    await enlist(this.plugin)
    this.logger.success(`config/plugins.ts lists "${this.plugin}"`)
    if (this.fields) this.logger.info('Make its table: node ace migration:run')
    this.logger.info(`Its tests: node ace test --files 'app/plugins/${this.plugin}/tests/*'`)
  }
}
