import { emailKey } from '#core/text/keys'

/** By which column of `users` a login name is looked for, and by what. */
export interface LoginName {
  readonly column: 'email_normalized' | 'lower(username)'
  readonly key: string
}

/** What a user logs in with, however it is written: an e-mail, or a username, which has no @. */
export function loginNameOf(text: string): LoginName {
  const key = emailKey(text)
  return { column: key.includes('@') ? 'email_normalized' : 'lower(username)', key }
}
