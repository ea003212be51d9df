import { invalid } from '#core/http/exceptions/problem'
import { sanitizeInline } from '#core/mail/sanitize_inline'
import { type Parts, type Variable } from '#plugins/emails/rendering/parse'
import { escaped, toHtml } from '#plugins/emails/rendering/markdown'

/** Says what takes the place of a variable; an empty text where there is no value. */
export type ValueOf = (variable: Variable) => string

/** What an e-mail says. */
export interface Rendered {
  readonly subject: string
  /** As it is read without HTML: the Markdown that it was written in. */
  readonly text: string
  readonly html: string
}

const MAX_SUBJECT_LENGTH = 255

/** Characters of a body with its values: a long one that is named again and again would fill the memory. */
const MAX_TEXT_LENGTH = 100_000

/**
 * Puts values into a subject and a body. In HTML a value is text, whatever stands in it.
 *
 * @throws 422 when the body is too long with its values
 */
export function render(subject: Parts, body: Parts, valueOf: ValueOf): Rendered {
  const value = (variable: Variable) => valueOf(variable) || variable.fallback
  ensureShort(body, value)
  return {
    subject: sanitizeInline(filled(subject, value), MAX_SUBJECT_LENGTH),
    text: filled(body, value),
    html: toHtml(filled(body, (variable) => escaped(value(variable)))),
  }
}

function filled(parts: Parts, value: ValueOf): string {
  return parts.map((part) => (typeof part === 'string' ? part : value(part))).join('')
}

function ensureShort(parts: Parts, value: ValueOf) {
  const lengths = parts.map((part) => (typeof part === 'string' ? part : value(part)).length)
  if (lengths.reduce((sum, length) => sum + length, 0) <= MAX_TEXT_LENGTH) return
  const message = 'The body field is too long with its values'
  throw invalid([{ field: 'body', rule: 'maxLength', message }])
}
