import { args } from '@adonisjs/core/ace'
import { StatusCommand } from '#core/support/status_command'

export default class UserActivate extends StatusCommand {
  static override commandName = 'user:activate'
  static override description = 'Let a user log in again'

  @args.string({ description: 'The e-mail address of the user' })
  declare name: string

  protected get subject() {
    return `user ${this.name}`
  }

  protected async change() {
    const { default: User } = await import('#plugins/identity/models/user')
    const user = await User.findByEmail(this.name)
    if (!user) return null
    await user.activate()
    return `${user.email} may log in again`
  }
}
