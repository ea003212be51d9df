const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Other texts that a decoder may take for the same token: of each part with another last
 * character that has the same bits, if it has any to spare, and with what decoders pass over.
 */
export function otherFormsOf(token: string): string[] {
  const parts = token.split('.')
  return parts.flatMap((part, index) =>
    otherFormsOfPart(part).map((form) => parts.with(index, form).join('.'))
  )
}

function otherFormsOfPart(part: string): string[] {
  const bytes = Buffer.from(part, 'base64url')
  const siblings = [...ALPHABET]
    .map((last) => part.slice(0, -1) + last)
    .filter((form) => form !== part && Buffer.from(form, 'base64url').equals(bytes))
  const standard = part.replaceAll('-', '+').replaceAll('_', '/')
  const padded = bytes.toString('base64')
  return [...siblings, `${part}=`, `${part}==`, `${part} `, ` ${part}`, `${part}\n`].concat(
    [standard, padded].filter((form) => form !== part)
  )
}
