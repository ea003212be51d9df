import { args } from '@adonisjs/core/ace'
import { StatusCommand } from '#core/support/status_command'

export default class UserRemoveTwoFactor extends StatusCommand {
  static override commandName = 'user:remove-two-factor'
  static override description = 'Remove the second factor of a user who has lost it'

  @args.string({ description: 'The e-mail address of the user' })
  declare name: string

  protected get subject() {
    return `user ${this.name}`
  }

  protected async change() {
    const { default: User } = await import('#plugins/identity/models/user')
    const user = await User.findByEmail(this.name)
    if (!user) return null
    const { SecondFactor } = await import('#plugins/identity/models/second_factor')
    await SecondFactor.remove(user.id)
    return `${user.email} has no second factor`
  }
}
