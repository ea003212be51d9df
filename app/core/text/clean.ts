import { isInvisible } from '#core/text/keys'

/** What makes a text unfit to be kept. */
export type Flaw = 'invisible' | 'control' | 'line_break'

const OF_LINES = /[\t\n\r\v\f\u{85}\u{2028}\u{2029}]/u
/** Letters of two cases and digits: there is something to see, without looking closer. */
const PLAINLY_SEEN = /[\p{Lu}\p{Ll}\p{Nd}]/u
const CONTROL = /[\p{Cc}\u{2028}\u{2029}]/u

/** A text as it is kept and compared everywhere: in the composed form of Unicode (NFC). */
export function clean(text: string): string {
  return text.normalize('NFC')
}

/**
 * What is wrong with a text that people are to read; null when nothing is. An
 * empty one is not: it is simply empty.
 *
 * @param lines whether it may have several lines, and tabs
 */
export function flawOf(text: string, { lines }: { readonly lines: boolean }): Flaw | null {
  if (text !== '' && !PLAINLY_SEEN.test(text) && isInvisible(text)) return 'invisible'
  if (!lines && OF_LINES.test(text)) return 'line_break'
  return CONTROL.test(lines ? text.replace(/[\t\n\r]/g, '') : text) ? 'control' : null
}
