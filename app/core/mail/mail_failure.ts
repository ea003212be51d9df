import { PermanentFailure } from '#core/jobs/permanent_failure'

/** What is kept of an error of nodemailer. */
interface Details {
  readonly letter: string
  /** Of nodemailer: `EENVELOPE`. */
  readonly code: string | null
  /** What was said to the mail server: `RCPT TO`; `CONN` while connecting. */
  readonly command: string
  /** What it answered, such as 550; null when it did not. */
  readonly responseCode: number | null
}

/** Of all mails alike, until a setting or the mail server is corrected: not of this one. */
const OF_SETTINGS = { codes: ['EAUTH', 'ETLS'], responseCodes: [530, 534, 535, 538] }
const ENHANCED_STATUS = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/
const ADDRESS = /\S+@\S+/g

/**
 * Why a mail was not sent, in words that may be logged and shown: the answers
 * of mail servers and the errors of nodemailer name recipients, so nothing else
 * of them is kept. Refusals for good (5xx) are permanent, but for those of the
 * login. An error of anything but the mail server is returned as it is.
 */
export function mailFailure(error: unknown, letter: string): unknown {
  if (!(error instanceof Error)) return error
  const command = textOf(error, 'command')
  if (command === null) return error
  const responseCode = numberOf(error, 'responseCode')
  const details: Details = { letter, code: textOf(error, 'code'), command, responseCode }
  const sentence = `The mail "${letter}" was not sent: ${reasonOf(error, details)} (${command})`
  const failure = isPermanent(details) ? new PermanentFailure(sentence) : new Error(sentence)
  return Object.assign(failure, details)
}

function reasonOf(error: Error, { code, command, responseCode }: Details): string {
  if (responseCode !== null) {
    const status = ENHANCED_STATUS.exec(textOf(error, 'response') ?? '')?.[1]
    return ['the mail server answered', responseCode, status].filter(Boolean).join(' ')
  }
  /* Before the connection stands, no recipient has been named; the rest is for safety. */
  if (command === 'CONN') return error.message.replaceAll(ADDRESS, '…')
  return code ?? error.name
}

function isPermanent({ code, responseCode }: Details): boolean {
  if (responseCode === null || responseCode < 500 || responseCode > 599) return false
  if (OF_SETTINGS.responseCodes.includes(responseCode)) return false
  return code === null || !OF_SETTINGS.codes.includes(code)
}

function textOf(error: object, key: string): string | null {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : null
}

function numberOf(error: object, key: string): number | null {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'number' ? value : null
}
