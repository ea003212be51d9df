import { invalid } from '#core/http/exceptions/problem'

/** Whose password it is to be: what every user would try for them. */
export interface Person {
  readonly email: string
  readonly username?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
}

/** Words of this product, which no one should have for a password here. */
const PRODUCT = ['headless', 'headlesscrm', 'crm']

/** A word with less than this much around it is still that word. */
const MIN_BESIDE_A_WORD = 4
const MIN_WORD_LENGTH = 3

const WEAKNESSES = {
  common: 'is one of the most common passwords',
  context: 'is too much like your name or address, or this product',
}

let common: Promise<ReadonlySet<string>> | undefined

/**
 * What makes a password too easy to guess, or null: that many people have it,
 * or that it is one of the words that every user would try for this person.
 *
 * @param words the person's names and addresses
 */
export async function weaknessOf(
  password: string,
  words: readonly (string | null)[]
): Promise<'common' | 'context' | null> {
  const lower = password.normalize('NFKC').toLowerCase()
  common ??= readCommonPasswords()
  if ((await common).has(lower)) return 'common'

  const letters = plain(lower)
  const known = [...PRODUCT, ...words.flatMap(wordsIn)].map(plain)
  const guessable = known.some(
    (word) => word.length >= MIN_WORD_LENGTH && isHardlyMore(letters, word)
  )
  return guessable ? 'context' : null
}

/** @throws 422 about the field, when the password is too easy to guess for this person */
export async function ensurePasswordStrength(
  password: string,
  { email, username = null, firstName = null, lastName = null }: Person,
  field = 'password'
): Promise<void> {
  const weakness = await weaknessOf(password, [
    email,
    username,
    firstName,
    lastName,
    [firstName, lastName].filter(Boolean).join(' '),
  ])
  if (!weakness) return
  throw invalid([{ field, rule: weakness, message: `The ${field} field ${WEAKNESSES[weakness]}` }])
}

/** `Olivia Test <olivia@example.com>` would be tried whole and in its parts. */
function wordsIn(text: string | null): string[] {
  if (!text) return []
  const lower = text.normalize('NFKC').toLowerCase()
  return [lower, ...lower.split('@', 1), ...lower.split(/[^\p{L}\p{N}]+/u)]
}

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function isHardlyMore(password: string, word: string): boolean {
  if (!password.includes(word)) return false
  const beside = password.replaceAll(word, '').replace(/\d/g, '')
  return beside.length < MIN_BESIDE_A_WORD
}

/** 380 kB of words that most processes never need. */
async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}
