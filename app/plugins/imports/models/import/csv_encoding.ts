import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { type Problem, invalid } from '#core/http/exceptions/problem'

/** In what bytes a file is written. Each of these gives back the bytes that it read. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-15',
  'macintosh',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** A file as text, in UTF-8, with the byte order mark that it may have. */
interface Decoded {
  readonly content: Buffer
  readonly encoding: Encoding
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** What no character stands for. */
const UNREADABLE = '\ufffd'

/**
 * Reads the bytes of a file.
 *
 * @param said how it is written; a byte order mark wins over it. Absent, and
 * without such a mark: UTF-8
 * @throws 422 when it is not written so
 */
export function decodeFile(content: Buffer, said: Encoding = 'utf-8'): Decoded {
  if (content.length === 0) throw refused('empty', 'The file is empty')
  if (content.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    throw refused('encoding', 'The file is a workbook. Save it as CSV')
  }
  const encoding = markedAs(content) ?? said
  const text = encoding === 'utf-8' ? assertUtf8(content) : recode(content, encoding)
  const nul = text.indexOf(0)
  if (nul === -1) return { content: text, encoding }
  const line = text.subarray(0, nul).toString('utf8').split('\n').length
  throw refused('text', `Line ${line} contains characters that cannot be kept`)
}

/** Text in the bytes of a file: what was read from one is what stood there. */
export function encodeText(text: string, encoding: string): Buffer {
  return iconv.encode(text, encoding)
}

export function refused(rule: string, message: string): Problem {
  return invalid([{ field: 'file', rule, message }])
}

function markedAs(content: Buffer): Encoding | null {
  const [encoding = null] =
    MARKS.find(([, mark]) => mark.every((byte, at) => content[at] === byte)) ?? []
  return encoding
}

function assertUtf8(content: Buffer): Buffer {
  if (isUtf8(content)) return content
  throw refused(
    'encoding',
    'The file is not UTF-8. Say its encoding, such as windows-1252, or save it as CSV in UTF-8'
  )
}

function recode(content: Buffer, encoding: Encoding): Buffer {
  const isUtf16 = encoding.startsWith('utf-16')
  const text = isUtf16 ? readUtf16(content, encoding) : iconv.decode(content, encoding)
  const wrong = isUtf16 ? -1 : (text?.indexOf(UNREADABLE) ?? -1)
  if (text !== null && wrong === -1) return Buffer.from(text)
  const line = text === null ? '' : `: line ${text.slice(0, wrong).split(/\r\n|\n|\r/).length}`
  throw refused('encoding', `The file is not written in ${encoding}${line}`)
}

/** Null when a character is cut in half. */
function readUtf16(content: Buffer, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
