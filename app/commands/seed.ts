import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { UnitOfWork, forSystem, forOrganization } from '#tenancy/unit_of_work'

/** temporary smoke */
export default class Seed extends BaseCommand {
  static override commandName = 'seed'
  static override description = 'Fill the database with the demo organization'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { default: User } = await import('#models/user')
    const { default: Organization } = await import('#models/organization')
    const { default: Customer } = await import('#models/customer')
    const { default: Session } = await import('#models/session')
    const password = await User.hashPassword('admin123')
    const o = await UnitOfWork.run(forSystem, async () => {
      const u = await User.create({
        email: 'admin@crm.com',
        password,
        firstName: 'Admin',
        lastName: 'User',
        isSuperuser: true,
        isVerified: true,
      })
      const o = await Organization.found({ name: 'Demo Company' }, u)
      console.log(
        JSON.stringify(await Session.start(u.id, { ipAddress: '127.0.0.1', userAgent: null }))
      )
      return o
    })
    await UnitOfWork.run(forOrganization(o.id), async () => {
      for (const name of ['John Smith', 'Jane Doe'])
        await Customer.create({ name, email: 'a@b.co' })
    })
  }
}
