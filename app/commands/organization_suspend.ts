import { args } from '@adonisjs/core/ace'
import { StatusCommand } from '#core/support/status_command'

export default class OrganizationSuspend extends StatusCommand {
  static override commandName = 'organization:suspend'
  static override description =
    'Suspend an organization: its members are refused from their next request on'

  @args.string({ description: 'The slug of the organization' })
  declare name: string

  protected get subject() {
    return `organization ${this.name}`
  }

  protected async change() {
    const { default: Organization } = await import('#plugins/identity/models/organization')
    const organization = await Organization.query().where('slug', this.name).forUpdate().first()
    if (!organization) return null
    await organization.suspend()
    return `${organization.name} is suspended`
  }
}
