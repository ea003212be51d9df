import { args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'
import { UUID } from '#core/resources/uuid'

export default class JobsRetry extends OperatorCommand {
  static override commandName = 'jobs:retry'
  static override description = 'Give dead letters all their attempts once more'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id that jobs:list --failed shows', required: false })
  declare id?: string

  @flags.boolean({ description: 'All dead letters' })
  declare all: boolean

  protected async work() {
    const { retryDeadLetter, retryDeadLetters } = await import('#core/jobs/dead_letters')
    if (this.all && this.id === undefined) {
      this.logger.success(`Enqueued again: ${await retryDeadLetters()}`)
    } else if (this.all || this.id === undefined) {
      this.refuse('Name a dead letter, or say --all')
    } else if (UUID.test(this.id) && (await retryDeadLetter(this.id))) {
      this.logger.success(`Enqueued again: ${this.id}`)
    } else {
      this.refuse(`There is no dead letter ${this.id}`)
    }
  }
}
