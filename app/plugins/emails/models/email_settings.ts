import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { EmailSettingSchema } from '#database/schema'
import { invalid } from '#core/http/exceptions/problem'
import { ENCRYPTION } from '#core/mail/encryption'
import type { SmtpServer } from '#core/mail/smtp_client'
import { seal, unseal } from '#core/plugins/settings/secrets'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a password is good for: with another one of these it would be handed to another server. */
const OF_PASSWORD = ['smtpHost', 'smtpPort', 'smtpUsername'] as const

/** As whom an organization writes, and through which mail server. */
export default class EmailSettings extends compose(
  EmailSettingSchema,
  OrganizationScoped,
  EmitsEvents('email-settings'),
  Authored,
  Versioned
) {
  static override table = 'email_settings'

  /** What the password becomes with the next save; null clears it, undefined keeps it. */
  smtp_password: string | null | undefined = undefined

  /** Those of the active organization, of which there are one or none. */
  static current(): Promise<EmailSettings | null> {
    return this.query().first()
  }

  /**
   * The organization's own mail server; null where it has none.
   *
   * @throws when its password was encrypted with another `APP_KEY`
   */
  get server(): SmtpServer | null {
    const { smtpHost: host, smtpPort, smtpSecurity: security, smtpUsername: username } = this
    if (host === null) return null
    const port = smtpPort ?? ENCRYPTION[security].port
    return { host, port, security, username, password: this.#password() }
  }

  /**
   * A password never goes to a server that it was not typed for: whoever may change the server could
   * have it sent to one of their own otherwise.
   *
   * @throws 422 when the server or the login changes, and the password is not said anew
   */
  override async save(): Promise<this> {
    const { smtp_password: password } = this
    this.smtp_password = undefined
    const isMoved = OF_PASSWORD.some((name) => name in this.$dirty)
    if (this.$isPersisted && isMoved && this.smtpSecret !== null && password === undefined) {
      const message = 'The smtp_password field must be given with another server or login'
      throw invalid([{ field: 'smtp_password', rule: 'required', message }])
    }
    if (password !== undefined) this.#setPassword(password)
    return super.save()
  }

  /** Makes the address void to which providers report what became of mails: there is another one from then on. */
  async renewEventsUrl(): Promise<void> {
    this.eventsVersion += 1
    await runAction(this, 'renew_events_url', () => this.save())
  }

  #setPassword(password: string | null) {
    this.smtpSecret = password === null ? null : seal(password, placeIn())
    this.credentialsChangedAt = DateTime.utc()
  }

  #password(): string | null {
    if (this.smtpSecret === null) return null
    const password = unseal(this.smtpSecret, placeIn())
    if (password === null) throw new Error('The password of the mail server has to be set again')
    return password
  }
}

function placeIn() {
  const { organizationId } = UnitOfWork.get()
  if (organizationId === null) throw new Error('A mail server is an organization’s')
  return { organizationId, plugin: 'emails', name: 'smtp_password' }
}
