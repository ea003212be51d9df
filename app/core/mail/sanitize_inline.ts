const MAX_LENGTH = 100

/** Line breaks and control characters, and the marks that turn the direction of writing around. */
const NOT_OF_A_LINE = /[\s\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu

/**
 * Words that a user chose, such as a name, as a part of one line of a mail:
 * nothing in them can begin another line or another header, and they end.
 */
export function sanitizeInline(text: string, maxLength = MAX_LENGTH): string {
  const characters = [...text.replace(NOT_OF_A_LINE, ' ').trim()]
  if (characters.length <= maxLength) return characters.join('')
  return `${characters.slice(0, maxLength - 1).join('')}…`
}
