/** What lines and colours are made of. */
const OF_TEXT = ['\n', '\r', '\t', '\u001b']

/** A text with its control characters written out, as `\x00`, but for those of lines and colours. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (char) =>
    OF_TEXT.includes(char) ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
  )
}

/**
 * Makes what is written to a stream plain text. The titles of tests name the values they try, and
 * a NUL among them would make the whole output binary to `grep` and to whoever opens it.
 */
export function writePlainly(stream: Pick<NodeJS.WritableStream, 'write'>): void {
  stream.write = new Proxy(stream.write, {
    apply: (write, self, [chunk, ...rest]: unknown[]) =>
      Reflect.apply(write, self, [typeof chunk === 'string' ? plain(chunk) : chunk, ...rest]),
  })
}
