import { DateTime } from 'luxon'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { MAX_BODY_BYTES, MAX_PARTICIPANTS } from '#plugins/activities/kinds'
import type { Participant } from '#plugins/activities/models/participant'
import { invalid } from '#core/http/exceptions/problem'
import { clean } from '#core/text/clean'

type Input = Record<string, unknown>

/** HTML beyond this many characters is not made text of. */
const MAX_HTML = 100_000

const ADDRESSED = ['from', 'to', 'cc', 'bcc'] as const

/**
 * What is sent of a message, with what its source says (RFC 5322) where it says nothing itself.
 *
 * @throws 422 for a source that is no message
 */
export async function withSource({ source, ...input }: Input): Promise<Input> {
  if (typeof source !== 'string') return input
  const mail = await simpleParser(source, {
    skipImageLinks: true,
    skipTextToHtml: true,
    maxHtmlLengthToParse: MAX_HTML,
  })
  if (!mail.from && !mail.messageId) {
    const message = 'The source field must be a message with its headers (RFC 5322)'
    throw invalid([{ field: 'source', rule: 'message', message }])
  }
  return { ...fieldsOf(mail), ...input }
}

function fieldsOf(mail: ParsedMail): Input {
  const { subject, messageId, date, text } = mail
  const references = [mail.references ?? []].flat()
  const sent = date && DateTime.fromJSDate(date).toUTC()
  return {
    ...(subject && { subject: lineOf(subject, 255) }),
    ...(text && { body: bodyOf(text) }),
    ...(messageId && { message_id: messageId.slice(0, 998) }),
    in_reply_to: (mail.inReplyTo ?? references.at(-1) ?? null)?.slice(0, 998) ?? null,
    ...(sent?.isValid && sent <= DateTime.utc() && { completed_at: sent }),
    participants: ADDRESSED.flatMap((role) => namedIn(mail[role], role)).slice(0, MAX_PARTICIPANTS),
  }
}

function namedIn(
  lists: AddressObject | AddressObject[] | undefined,
  role: Participant['role']
): Participant[] {
  return [lists ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((each) => each.group ?? each))
    .flatMap(({ address, name }) =>
      address
        ? [
            {
              person_id: null,
              user_id: null,
              address: lineOf(address, 255),
              name: name ? lineOf(name, 255) : null,
              role,
            },
          ]
        : []
    )
}

/** What no text of an API may hold is left out: a mail is written by anyone. */
function printable(text: string): string {
  return clean(text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, ''))
}

function lineOf(text: string, max: number): string | null {
  return printable(text).replaceAll(/\s+/g, ' ').trim().slice(0, max).toWellFormed() || null
}

function bodyOf(text: string): string | null {
  const whole = Buffer.from(printable(text).trim())
  if (whole.length <= MAX_BODY_BYTES) return whole.toString() || null
  /* A character that the limit cuts in two is left out. */
  return whole
    .subarray(0, MAX_BODY_BYTES)
    .toString()
    .replace(/\uFFFD+$/, '')
}
