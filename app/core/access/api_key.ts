import { generateToken, hashOfToken } from '#core/access/opaque_token'

const PREFIX = 'hcrm_'
const SHOWN_CHARACTERS = 8
const API_KEY = /^hcrm_[\w-]{43}$/

/** A new key: what its holder sends, which is kept nowhere, and what is kept of it. */
export function generateApiKey() {
  const key = PREFIX + generateToken()
  return { key, prefix: key.slice(0, PREFIX.length + SHOWN_CHARACTERS), digest: hashOfToken(key) }
}

/** What is looked for when a user sends this; null when it is no key at all. */
export function readApiKey(text: string): Buffer | null {
  return API_KEY.test(text) ? hashOfToken(text) : null
}
