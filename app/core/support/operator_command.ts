import { BaseCommand } from '@adonisjs/core/ace'

/** A command that says what it refuses in a sentence for the person at the terminal, and ends with 1. */
export abstract class OperatorCommand extends BaseCommand {
  /** Does it. What it throws with words for an operator is said without a stack. */
  protected abstract work(): Promise<void>

  override async run() {
    const { describeStartFailure } = await import('#core/health/start_failure')
    try {
      await this.work()
    } catch (error) {
      const sentence = describeStartFailure(error)
      if (sentence === null) throw error
      this.refuse(sentence)
    }
  }

  protected refuse(sentence: string) {
    this.logger.error(sentence)
    this.exitCode = 1
  }
}
