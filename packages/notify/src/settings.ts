import type { Sdk } from 'headless-crm/plugin'

/** What there is to be notified of, by the names that requests have. */
export const TOPICS = ['deal.won', 'deal.lost', 'task.due'] as const
export type Topic = (typeof TOPICS)[number]

/** What each organization may set. */
export interface Settings {
  /** Where requests go; null for nowhere. */
  url: string | null
  /** What requests are signed with; none is sent without it. */
  secret: string | null
  topics: Topic[]
  /** Addresses to which every mail goes. */
  recipients: string[]
  /** Whether a mail goes to the employee, too, to whom the deal or the task is assigned. */
  mail_assignee: boolean
}

/** A request that is to be sent, the same at every attempt. */
export interface Posting {
  /** Its `webhook-id`. */
  id: string
  body: string
}

const MAX_RECIPIENTS = 20
/** A secret of Standard Webhooks is base64 behind its prefix; any other text is taken as it is. */
const SECRET = /^(?!whsec_)|^whsec_[\w+/-]{32,}={0,2}$/

/** The schema of the settings, with their defaults. In production requests are encrypted. */
export function settingsOf({ vine, setting }: Sdk) {
  const encrypted = vine.createRule((value, _options, field) => {
    if (process.env.NODE_ENV !== 'production' || String(value).startsWith('https:')) return
    field.report('The {{ field }} field must begin with https', 'https', field)
  })
  return {
    schema: vine.object({
      url: vine
        .string()
        .url({
          protocols: ['https', 'http'],
          require_protocol: true,
          require_tld: false,
          disallow_auth: true,
        })
        .use(encrypted())
        .maxLength(2_000)
        .nullable()
        .meta({ title: 'Address of the other system', description: 'Asked by POST.' }),
      secret: setting.secret({
        title: 'Secret of its signatures',
        description: 'At least 16 characters, or whsec_ with a key in base64.',
        minLength: 16,
        maxLength: 200,
        pattern: SECRET,
      }),
      topics: vine.array(vine.enum(TOPICS)).distinct().meta({ title: 'Notify of' }),
      recipients: vine
        .array(vine.string().email().maxLength(254))
        .distinct()
        .maxLength(MAX_RECIPIENTS)
        .meta({ title: 'Mails go to' }),
      mail_assignee: vine
        .boolean({ strict: true })
        .meta({ title: 'And to the employee whose deal or task it is' }),
    }),
    defaults: {
      url: null,
      secret: null,
      topics: [...TOPICS],
      recipients: [],
      mail_assignee: false,
    },
  }
}
