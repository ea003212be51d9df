import { compose } from '@adonisjs/core/helpers'
import { EmailSuppressionSchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { UnitOfWork } from '#core/database/unit_of_work'

type Reason = EmailSuppression['reason']

/** An address to which the organization sends nothing more. */
export default class EmailSuppression extends compose(
  EmailSuppressionSchema,
  OrganizationScoped,
  EmitsEvents('email-suppressions'),
  Authored,
  Versioned
) {
  static override table = 'email_suppressions'

  /** Sends nothing more to an address. Nothing happens when that is so already, for whichever reason. */
  static async suppress(email: string, reason: Reason): Promise<void> {
    const unit = UnitOfWork.get()
    /* Two that report one address wait for each other: neither finds a row that is not committed. */
    await unit.query(
      `SELECT pg_advisory_xact_lock(
         hashtextextended('email-suppressions/' || app_organization() || name_key($1), 0))`,
      [email]
    )
    if ((await this.reasonFor(email)) === null) await this.create({ email, reason })
  }

  /** Why nothing is sent to an address; null where something is. */
  static async reasonFor(email: string): Promise<Reason | null> {
    const { rows } = await UnitOfWork.get().query<{ reason: Reason }>(
      `SELECT reason FROM email_suppressions
       WHERE organization_id = app_organization() AND email_key = name_key($1)`,
      [email]
    )
    return rows[0]?.reason ?? null
  }
}
