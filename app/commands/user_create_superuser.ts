import { flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

const MIN_LENGTH = 8
const MAX_LENGTH = 128

export default class UserCreateSuperuser extends OperatorCommand {
  static override commandName = 'user:create-superuser'
  static override description = 'Create or promote a superuser, who may enter the admin pages'
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'E-mail address; asked for when it is missing' })
  declare email?: string

  @flags.string({ description: 'Password of a new user; asked for when it is missing' })
  declare password?: string

  @flags.boolean({ description: 'Promote an existing user without asking' })
  declare promote: boolean

  protected async work() {
    const { Superuser } = await import('#admin/auth/superuser')
    const email: string = this.email ?? (await this.prompt.ask('E-mail address')) ?? ''
    if (isAddress(email) !== true) return this.refuse('This is not an e-mail address.')

    const candidate = await Superuser.find(email)
    if (candidate?.isSuperuser) return this.logger.success(`${email} is a superuser already`)
    if (candidate) return this.#promote(email)

    const password = this.password ?? (await this.#askForPassword())
    const verdict = isPassword(password)
    if (verdict !== true) return this.refuse(verdict)
    const { describeWeakness } = await import('#plugins/identity/auth/password_strength')
    const weakness = await describeWeakness(password, { email })
    if (weakness) return this.refuse(weakness)
    await Superuser.create(email, password)
    this.logger.success(`Superuser ${email} created`)
  }

  async #promote(email: string) {
    const { Superuser } = await import('#admin/auth/superuser')
    const agreed =
      this.promote || (await this.prompt.confirm(`${email} exists. Make this user a superuser?`))
    if (!agreed) return this.refuse('Nothing was changed.')
    await Superuser.promote(email)
    this.logger.success(`${email} is a superuser now; the password stays as it is`)
  }

  async #askForPassword() {
    return (await this.prompt.secure('Password')) ?? ''
  }
}

function isAddress(value: string): true | string {
  return /^[^\s@]+@[^\s@]+$/.test(value) || 'This is not an e-mail address.'
}

function isPassword(value: string): true | string {
  if (value.length < MIN_LENGTH) return `A password needs at least ${MIN_LENGTH} characters.`
  return value.length <= MAX_LENGTH || `A password has at most ${MAX_LENGTH} characters.`
}
