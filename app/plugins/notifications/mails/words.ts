import { DateTime } from 'luxon'
import { translationIn } from '#core/i18n/translation'
import type { MailContent } from '#core/mail/mail'
import { sanitizeInline } from '#core/mail/sanitize_inline'
import { fillIn, keyOf } from '#core/plugins/plugin_messages'
import type { NotificationKind } from '#plugins/notifications/kinds'

/** What a user is notified of, as a mail says it. */
export interface Told {
  readonly kind: NotificationKind
  readonly label: string | null
  /** Null for the system, and for users who have no name that may be said. */
  readonly actor: string | null
  /** Of what one is reminded of. */
  readonly scheduled_at: Date | null
  readonly location: string | null
}

/** How it is said. */
interface Manner {
  readonly organization: string
  readonly zone: string
  readonly locale: string
}

type Say = (english: string, values?: Readonly<Record<string, string | number>>) => string

/** Of how many one mail tells. */
const MAX_TOLD = 20

const SENTENCES: Readonly<Record<NotificationKind, string>> = {
  assigned: '{actor} assigned this to you: {label}',
  mentioned: '{actor} mentioned you: {label}',
  task_due: 'Reminder: {label}',
  import_finished: 'The import has ended: {label}',
  deal_won: '{actor} won your deal: {label}',
  deal_lost: '{actor} lost your deal: {label}',
  deal_moved: '{actor} moved your deal: {label}',
}

/** All that a mail says but to whom, in the language and by the clocks of its reader. */
export function mailWords(
  told: readonly Told[],
  manner: Manner,
  url: string
): Omit<MailContent, 'to'> {
  const say = sayIn(manner.locale)
  const organization = sanitizeInline(manner.organization)
  const sentences = told.map((one) => sentenceOf(one, say))
  const [only = ''] = sentences
  const further = told.length - MAX_TOLD
  return {
    subject:
      told.length === 1
        ? only
        : say('{count} notifications from {organization}', { count: told.length, organization }),
    paragraphs: [
      say('What is new in {organization}:', { organization }),
      ...told
        .slice(0, MAX_TOLD)
        .flatMap((one) => [
          sentenceOf(one, say),
          ...(one.scheduled_at
            ? [say('When: {when}', { when: momentOf(one.scheduled_at, manner) })]
            : []),
          ...(one.location ? [say('Where: {where}', { where: sanitizeInline(one.location) })] : []),
        ]),
      ...(further > 0 ? [say('And {count} more.', { count: further })] : []),
    ],
    action: { label: say('Open headless-crm'), url },
    footnote: say('Your notification preferences say of what you get a mail.'),
  }
}

function sentenceOf({ kind, label, actor }: Told, say: Say): string {
  return say(SENTENCES[kind], {
    actor: actor === null ? say('The application') : sanitizeInline(actor),
    label: label === null ? say('without a title') : sanitizeInline(label),
  })
}

function sayIn(locale: string): Say {
  const translation = translationIn(locale)
  return (english, values = {}) => {
    const inEnglish = fillIn(english, values)
    return translation?.say(keyOf('notifications', english), values, inEnglish) ?? inEnglish
  }
}

function momentOf(at: Date, { zone, locale }: Manner): string {
  const moment = DateTime.fromJSDate(at).setZone(zone).setLocale(locale)
  const text = moment.toLocaleString({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `${sanitizeInline(text)} (${zone})`
}
