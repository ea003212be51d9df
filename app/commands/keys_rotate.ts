import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class KeysRotate extends BaseCommand {
  static override commandName = 'keys:rotate'
  static override description = 'Sign access tokens with a new key, without logging users out'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({
    description: 'Give the old keys up: their access tokens end, sessions can be refreshed',
  })
  declare compromised: boolean

  override async run() {
    const { rotateSigningKey } = await import('#core/access/signing_keys')
    const id = await rotateSigningKey({ giveUpOld: this.compromised })
    this.logger.success(
      this.compromised
        ? `The key ${id} signs; every older access token ends within a minute`
        : `The key ${id} signs; older access tokens stay good until they expire`
    )
  }
}
