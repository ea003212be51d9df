import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Problem } from '#core/http/exceptions/problem'

export default class LeadsScore extends BaseCommand {
  static override commandName = 'leads:score'
  static override description =
    'Score the leads of every organization anew, after the rules changed'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Say what would change, and change nothing' })
  declare dryRun?: boolean

  override async run() {
    const { Problem: Refused } = await import('#core/http/exceptions/problem')
    const { default: Organization } = await import('#plugins/identity/models/organization')
    const { rescoreLeads } = await import('#plugins/leads/models/lead/rescoring')
    const { UnitOfWork, forOrganization, asSystem } = await import('#core/database/unit_of_work')

    const organizations = await UnitOfWork.run(
      asSystem,
      () => Organization.query().orderByRaw('name COLLATE alphabetical'),
      { readOnly: true }
    )
    for (const { id, name } of organizations) {
      try {
        const { looked, changed } = await UnitOfWork.run(forOrganization(id), (unit) => {
          if (this.dryRun) unit.markForRollback()
          return rescoreLeads()
        })
        const verb = this.dryRun ? 'would change' : 'changed'
        this.logger.log(`${name}: ${changed} of ${looked} scores ${verb}`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        this.#refused(name, error)
      }
    }
  }

  /** What one organization's plugins refuse is done in the others all the same. */
  #refused(organization: string, { message, extra }: Problem) {
    const whose = 'plugin' in extra ? ` by the plugin "${extra.plugin}"` : ''
    this.logger.error(`${organization}: nothing was changed, refused${whose}: ${message}`)
    this.exitCode = 1
  }
}
