import { args } from '@adonisjs/core/ace'
import { StatusCommand } from '#core/support/status_command'

export default class UserDeactivate extends StatusCommand {
  static override commandName = 'user:deactivate'
  static override description = 'Deactivate a user and end all of their sessions'

  @args.string({ description: 'The e-mail address of the user' })
  declare name: string

  protected get subject() {
    return `user ${this.name}`
  }

  protected async change() {
    const { default: User } = await import('#plugins/identity/models/user')
    const user = await User.findByEmail(this.name)
    if (!user) return null
    await user.deactivate()
    return `${user.email} is locked out`
  }
}
