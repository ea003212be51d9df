import { fileTypes } from '#config/files'
import { clean } from '#core/text/clean'

const MAX_LENGTH = 255
/** What is not seen, or turns the direction of what is; joiners are parts of words and of emoji. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}]/gu
/** What file systems read otherwise. */
const SPECIAL = /[<>:"|?*]/g

/** The last part of a path, without what is not seen, hides a file or is more than a name somewhere. */
export function plainName(name: string): string {
  const [last = ''] = name.toWellFormed().split(/[/\\]/).slice(-1)
  const seen = clean(last.replace(UNSEEN, '').replace(SPECIAL, '_').replace(/\s+/g, ' '))
  return seen.replace(/^[. ]+|[. ]+$/g, '')
}

/**
 * The name of a file as it is kept: the last part of a path, without what is not seen, with an ending that
 * its type may have. A name that says `.html` of a picture would be opened as a page.
 *
 * @param type one of those that are accepted
 */
export function cleanFileName(name: string, type: string): string {
  const trimmed = plainName(name)
  const [, stem = trimmed, ending = ''] = /^(.+)\.([^.]{1,16})$/.exec(trimmed) ?? []
  const [usual = '', ...others] = fileTypes[type] ?? []
  const isFitting = [usual, ...others].includes(ending.toLowerCase())
  const kept = isFitting ? ending : usual
  const whole = isFitting ? stem : trimmed
  const room = MAX_LENGTH - kept.length - 1
  const short = [...(whole || 'file')].slice(0, room).join('').slice(0, room).toWellFormed()
  return `${short}.${kept}`
}
