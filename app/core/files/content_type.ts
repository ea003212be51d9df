import { createReadStream } from 'node:fs'
import { fileTypeFromFile } from 'file-type'
import { fileTypes } from '#config/files'
import { Problem } from '#core/http/exceptions/problem'

const TEXT = 'text/plain'
/** What a browser would run, were it told that it is a page or a picture. */
const MARKUP = /^\s*<[a-z!?]/i
/** No text has them but those that begin and end lines, and tabs. */
const CONTROL = /(?![\t\n\v\f\r])\p{Cc}/u

/**
 * What a file is, by its content alone.
 *
 * @param accepted what it may be
 * @throws 415 for what it may not be
 */
export async function contentTypeOf(
  path: string,
  accepted: readonly string[] = Object.keys(fileTypes)
): Promise<string> {
  const found = await fileTypeFromFile(path).catch(() => undefined)
  const type = found?.mime ?? ((await isPlainText(path)) ? TEXT : null)
  if (type !== null && accepted.includes(type)) return type
  throw new Problem(415, {
    code: 'unsupported_file_type',
    detail: 'Files of this type are not accepted. What counts is what a file holds, not its name.',
    extra: { accepted },
  })
}

/** Whether it is text in UTF-8, and none that begins as markup does. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk, { stream: true })
      if (CONTROL.test(text) || (isFirst && MARKUP.test(text))) return false
      isFirst &&= text.trim() === ''
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
