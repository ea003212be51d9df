import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { EmailSchema } from '#database/schema'
import type { Identity } from '#core/access/identity'
import { enqueue } from '#core/jobs/enqueue'
import { currentPlugins } from '#core/plugins/plugin_set'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import attachments from '#plugins/attachments/resources/attachments'
import { ensureSendable } from '#plugins/emails/models/email/attached'
import { spendOne } from '#plugins/emails/models/email/daily_limit'
import { draft } from '#plugins/emails/models/email/draft'
import { addressOf, senderFor } from '#plugins/emails/models/email/parties'
import sendEmail from '#plugins/emails/jobs/send'
import type { Order } from '#plugins/emails/validators/email'
import { UnitOfWork } from '#core/database/unit_of_work'

type State = Email['state']

/** What becomes of an e-mail, and by which name. One that failed may have arrived all the same. */
const BECOMES: Readonly<Record<State, Readonly<Partial<Record<State, string>>>>> = {
  queued: { sent: 'send', failed: 'fail', bounced: 'bounce', opted_out: 'opt_out' },
  sent: { bounced: 'bounce', opted_out: 'opt_out' },
  failed: { sent: 'send', bounced: 'bounce', opted_out: 'opt_out' },
  bounced: { opted_out: 'opt_out' },
  opted_out: {},
}

const MAX_REASON_LENGTH = 500

/** What was written to a person or a lead, and what became of it. */
export default class Email extends compose(
  EmailSchema,
  OrganizationScoped,
  EmitsEvents('emails'),
  Authored,
  Versioned
) {
  /**
   * Orders an e-mail. It is sent when the unit has committed.
   *
   * @throws 422 for what is wrong or not there for the caller, 409 for an address to which nothing is sent,
   * 429 when the organization has sent as many today as it may
   */
  static async order(caller: Identity, order: Order): Promise<Email> {
    const here = await currentPlugins(caller)
    const { attachment_ids: attachmentIds = [] } = order
    const target = here.extend(attachments)
    const files = attachmentIds.map((id) => ({ field: 'attachment_ids', id, target }))
    const { recipient, organization, email, subject, text, html } = await draft(
      caller,
      order,
      files
    )
    await ensureSendable(attachmentIds)
    const addressed = { resource: recipient, id: order.to_id, email: order.to_email }
    const toEmail = await addressOf(caller, addressed)
    const from = await senderFor(organization, email)
    await spendOne()
    const made = await this.create({
      ...{ ...from, subject, text, html, toEmail, attachmentIds },
      toType: order.to_type,
      toId: order.to_id,
      resource: order.resource ?? null,
      recordId: order.record_id ?? null,
      templateId: order.template_id ?? null,
      messageId: `<${uuidv7()}@${from.fromEmail.split('@').at(-1) ?? 'localhost'}>`,
      state: 'queued',
    })
    await enqueue(sendEmail, { organizationId: made.organizationId, emailId: made.id })
    return made
  }

  override outcomes(): readonly string[] {
    const before: State | undefined = this.$original.state
    const name = before && before !== this.state ? BECOMES[before][this.state] : undefined
    return name === undefined ? [] : [name]
  }

  /**
   * Notes that it is about to be handed over: from here on it is not known what became of it until that
   * is noted, too. No change that anyone sees.
   */
  async noteAttempt(at: Date | null): Promise<void> {
    await UnitOfWork.get().query(
      'UPDATE emails SET attempted_at = $3 WHERE organization_id = $1 AND id = $2',
      [this.organizationId, this.id, at]
    )
  }

  async markSent(): Promise<void> {
    this.sentAt = DateTime.utc()
    await this.#become('sent', null)
  }

  async fail(reason: string): Promise<void> {
    await this.#become('failed', reason)
  }

  /** It came back for good. */
  async bounce(reason: string | null): Promise<void> {
    await this.#become('bounced', reason)
  }

  /** Who got it wants no more. */
  async optOut(): Promise<void> {
    await this.#become('opted_out', null)
  }

  /** Nothing happens when it cannot become that any more. */
  async #become(state: State, reason: string | null): Promise<void> {
    if (BECOMES[this.state][state] === undefined) return
    this.state = state
    this.reason = reason?.slice(0, MAX_REASON_LENGTH) ?? null
    await this.save()
  }
}
