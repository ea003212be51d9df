import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

/**
 * A command that changes how a user or an organization stands, in a unit of
 * the system, and says in one sentence what came of it.
 */
export abstract class StatusCommand extends OperatorCommand {
  static override options: CommandOptions = { startApp: true }

  /** Does it. @returns what came of it; null when there is no one of that name */
  protected abstract change(): Promise<string | null>

  /** Whom it is about, as a user has typed it. */
  protected abstract get subject(): string

  protected async work() {
    const { UnitOfWork, asSystem } = await import('#core/database/unit_of_work')
    const { toProblem } = await import('#core/http/exceptions/to_problem')
    try {
      const sentence = await UnitOfWork.run(asSystem, () => this.change())
      if (sentence !== null) return this.logger.success(sentence)
      this.refuse(`There is no ${this.subject}.`)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) throw error
      this.refuse(problem.message)
    }
  }
}
