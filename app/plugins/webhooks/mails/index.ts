import { sanitizeInline } from '#core/mail/sanitize_inline'
import type { MailContent } from '#core/mail/mail'
import type { MailBuilders } from '#core/plugins/api'
import { translateInto } from '#core/plugins/delivery/translate'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import Webhook from '#plugins/webhooks/models/webhook'
import { REASONS } from '#plugins/webhooks/models/webhook/reasons'

interface About {
  readonly organizationId: string
  readonly webhookId: string
}

/**
 * Says to who answers for a webhook that it sends nothing any more. In a unit of the system.
 *
 * @returns null when it does by now, or there is no one
 */
async function webhookDisabled({
  organizationId,
  webhookId: id,
}: About): Promise<MailContent | null> {
  const webhook = await Webhook.query().where({ organizationId, id }).first()
  if (webhook?.state !== 'disabled' || webhook.sponsorId === null) return null
  const sponsor = await User.find(webhook.sponsorId)
  if (!sponsor?.isActive) return null
  const { name, locale } = await Organization.findOrFail(organizationId)
  const say = (english: string, values?: Readonly<Record<string, string>>) =>
    translateInto(locale, { id: 'webhooks' }, english, values)
  const host = sanitizeInline(new URL(webhook.url).host)
  const why = webhook.stateReason === null ? '' : say(REASONS[webhook.stateReason])
  return {
    to: sponsor.email,
    subject: say('A webhook of {organization} was disabled', {
      organization: sanitizeInline(name),
    }),
    paragraphs: [
      `${say('The webhook to {host} sends nothing any more.', { host })} ${why}`,
      say(
        'Resume it when its receiver takes events again. What happened meanwhile is sent then, as far as events are kept.'
      ),
    ],
    footnote: say('You get this mail since you answer for the webhook.'),
  }
}

const mails: MailBuilders = { webhook_disabled: webhookDisabled }

export default mails
