import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class Doctor extends BaseCommand {
  static override commandName = 'doctor'
  static override description = 'Say what is wrong with this installation, and what to do'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { examine } = await import('#support/checkup/main')
    const findings = await examine()
    for (const { level, sentence } of findings) {
      if (level === 'problem') this.logger.error(sentence)
      else this.logger.warning(sentence)
    }
    const isSound = findings.every(({ level }) => level !== 'problem')
    if (isSound) this.logger.success('Nothing is wrong with this installation')
    else this.exitCode = 1
  }
}
