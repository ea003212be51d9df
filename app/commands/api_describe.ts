import { writeFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class ApiDescribe extends BaseCommand {
  static override commandName = 'api:describe'
  static override description = 'Describe the API in OpenAPI 3.1, for generators of clients'
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Write it into this file, and not to the terminal' })
  declare out?: string

  override async run() {
    const router = await this.app.container.make('router')
    router.commit()
    const { describeApi } = await import('#core/resources/openapi/document')
    const { everything } = await import('#core/resources/openapi/reader')
    const text = `${JSON.stringify(await describeApi(everything()), null, 2)}\n`
    if (this.out === undefined) {
      process.stdout.write(text)
      return
    }
    await writeFile(this.app.makePath(this.out), text)
    this.logger.success(`${this.out} is written`)
  }
}
