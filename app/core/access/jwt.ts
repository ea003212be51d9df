import { appUrl } from '#config/app'

/**
 * Whether a text is a JWT in the only form that it has: base64url has several texts for the same
 * bytes, with other bits behind the last of them or a padding, and RFC 7515 knows one.
 */
export function isCanonicalJwt(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 3 && parts.every(isCanonical)
}

/** Whether a JWT is for this API and for no one else: a list is not, whatever is in it. */
export function isForThisApi({ aud }: { readonly aud?: string | string[] | undefined }): boolean {
  return aud === appUrl
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}
