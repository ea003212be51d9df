import { args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class OrganizationQuota extends OperatorCommand {
  static override commandName = 'organization:quota'
  static override description = 'Say how much the records of an organization may have in files'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The slug of the organization' })
  declare slug: string

  @args.string({ description: 'Megabytes, or "default" for what the settings say' })
  declare megabytes: string

  protected async work() {
    const isNumber = /^[1-9]\d{0,8}$/.test(this.megabytes)
    if (!isNumber && this.megabytes !== 'default') {
      return this.refuse(`"${this.megabytes}" is neither a number of megabytes nor "default".`)
    }
    const { default: Organization } = await import('#plugins/identity/models/organization')
    const { UnitOfWork, asSystem } = await import('#core/database/unit_of_work')
    const found = await UnitOfWork.run(asSystem, async () => {
      const organization = await Organization.query().where('slug', this.slug).forUpdate().first()
      const fileQuotaMegabytes = isNumber ? Number(this.megabytes) : null
      return organization?.merge({ fileQuotaMegabytes }).save()
    })
    if (!found) return this.refuse(`There is no organization "${this.slug}".`)
    this.logger.success(`The files of ${found.name}: ${this.megabytes} MB.`)
  }
}
