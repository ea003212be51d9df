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
import { PROVIDERS_WITH_KEY } from '#plugins/emails/events/read'
import { sendgridKey } from '#plugins/emails/events/sendgrid'
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

  /** What the key of the provider's reports becomes with the next save; null clears it, undefined keeps it. */
  events_key: string | null | undefined = undefined

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
    const password = unsealed(this.smtpSecret, 'smtp_password')
    return { host, port, security, username, password }
  }

  /**
   * By what reports of the provider are known; null where it has no such key.
   *
   * @throws when it was encrypted with another `APP_KEY`
   */
  get eventsKey(): string | null {
    return unsealed(this.eventsSecret, 'events_key')
  }

  /**
   * A password never goes to a server that it was not typed for: whoever may change the server could
   * have it sent to one of their own otherwise.
   *
   * @throws 422 when the server or the login changes, and the password is not said anew; for a provider of
   * reports without the key that it takes
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
    this.#settleEventsKey()
    return super.save()
  }

  /** Makes the address void to which providers report what became of mails: there is another one from then on. */
  async renewEventsUrl(): Promise<void> {
    this.eventsVersion += 1
    await runAction(this, 'renew_events_url', () => this.save())
  }

  #setPassword(password: string | null) {
    this.smtpSecret = password === null ? null : seal(password, placeOf('smtp_password'))
    this.credentialsChangedAt = DateTime.utc()
  }

  /** A key is of one provider: it does not outlive the choice of another. */
  #settleEventsKey() {
    const { events_key: key, eventsProvider: provider } = this
    this.events_key = undefined
    const isKept = key === undefined && !('eventsProvider' in this.$dirty)
    if (!isKept) {
      this.eventsSecret = key ? seal(key, placeOf('events_key')) : null
      this.eventsKeyChangedAt = key ? DateTime.utc() : null
    }
    const isMissing = PROVIDERS_WITH_KEY.has(provider ?? null) && this.eventsSecret === null
    if (isMissing) throw refused('required', `Reports of ${provider} are known by a key: say it`)
    if (provider === 'sendgrid' && key && sendgridKey(key) === null) {
      throw refused('format', 'This is no verification key as SendGrid shows it')
    }
  }
}

function refused(rule: string, message: string) {
  return invalid([{ field: 'events_key', rule, message }])
}

function unsealed(secret: string | null, name: string): string | null {
  if (secret === null) return null
  const text = unseal(secret, placeOf(name))
  if (text === null) throw new Error(`The ${name} of the e-mail settings has to be set again`)
  return text
}

function placeOf(name: string) {
  const { organizationId } = UnitOfWork.get()
  if (organizationId === null) throw new Error('A mail server is an organization’s')
  return { organizationId, plugin: 'emails', name }
}
