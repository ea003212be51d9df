import type { LaterContext, PluginMail } from 'headless-crm/plugin'
import type { Notice } from './notice.js'
import type { Settings, Topic } from './settings.js'

type Words = Pick<LaterContext<Settings>, 'translate'>

/** What mails say in English; `lang/<locale>.json` says it otherwise. */
const SUBJECTS: Readonly<Record<Topic, string>> = {
  'deal.won': 'Won: {title}',
  'deal.lost': 'Lost: {title}',
  'task.due': 'Due: {title}',
}
const SENTENCES: Readonly<Record<Topic, string>> = {
  'deal.won': 'The deal "{title}" was won.',
  'deal.lost': 'The deal "{title}" was lost.',
  'task.due': 'The task "{title}" is due.',
}
const MAX_LENGTH = 80

/** One mail for each address, which fails and is tried again by itself. */
export async function mailsOf(
  topic: Topic,
  { data, assignee }: Notice,
  settings: Settings,
  { translate }: Words
): Promise<PluginMail[]> {
  const addresses = [...settings.recipients, ...(assignee === null ? [] : [assignee])]
  if (addresses.length === 0) return []
  const title = inline(data.title ?? data.code ?? data.id)
  const value = data.value === undefined || data.value === null ? null : inline(data.value)
  const reason = data.lost_reason ? inline(data.lost_reason) : null
  const paragraphs = [
    await translate(SENTENCES[topic], { title }),
    ...(value === null
      ? []
      : [await translate('Value: {value}', { value: `${value} ${inline(data.currency)}`.trim() })]),
    ...(reason === null ? [] : [await translate('Reason: {reason}', { reason })]),
  ]
  const subject = await translate(SUBJECTS[topic], { title })
  return mailsTo(addresses, subject, paragraphs)
}

/** The same to several, each address once. */
export function mailsTo(
  addresses: readonly string[],
  subject: string,
  paragraphs: readonly string[]
): PluginMail[] {
  const each = new Map(addresses.map((address) => [address.toLowerCase(), address]))
  return [...each.values()].map((to) => ({ to, subject, text: paragraphs.join('\n\n') }))
}

/** Words that people typed, as a part of one line: without line breaks, and not longer than a subject can be. */
function inline(words: unknown): string {
  const characters = [
    ...String(words ?? '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  ]
  if (characters.length <= MAX_LENGTH) return characters.join('')
  return `${characters.slice(0, MAX_LENGTH - 1).join('')}…`
}
