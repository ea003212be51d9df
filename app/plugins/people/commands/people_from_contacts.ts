import { flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class PeopleFromContacts extends OperatorCommand {
  static override commandName = 'people:from-contacts'
  static override description = 'Make people of the contact persons that business customers have'
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'The slug of one organization; all of them by default' })
  declare organization?: string

  @flags.boolean({ description: 'Say what would be made, and make nothing' })
  declare dryRun?: boolean

  protected async work() {
    const { default: Organization } = await import('#plugins/identity/models/organization')
    const { peopleFromContacts } = await import('#plugins/people/models/person/from_contacts')
    const { UnitOfWork, asSystem } = await import('#core/database/unit_of_work')
    const { organization: slug, dryRun = false } = this
    const organizations = await UnitOfWork.run(
      asSystem,
      () => {
        const query = Organization.query().orderByRaw('name COLLATE alphabetical')
        return slug === undefined ? query : query.where('slug', slug)
      },
      { readOnly: true }
    )
    if (slug !== undefined && organizations.length === 0) {
      return this.refuse(`There is no organization "${slug}".`)
    }
    for (const { id, name } of organizations) {
      const { made } = await peopleFromContacts(id, { dryRun })
      const verb = dryRun ? 'would be made' : 'made'
      this.logger.log(`${name}: ${made} ${made === 1 ? 'person' : 'people'} ${verb}`)
    }
  }
}
