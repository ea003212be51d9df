import type { MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core'
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

/** As many guesses as a password of eight characters takes that has no pattern at all. */
const MIN_GUESSES = 1e8

/** Characters that are looked at: patterns are sought in a time that grows with the square of them. */
const MAX_EXAMINED = 40
const MAX_SUBSTITUTIONS = 20

const WEAKNESSES = {
  common: 'is one of the most common passwords or words, or hardly more than one',
  context: 'is too much like your name or address, or this product',
  pattern:
    'is easy to guess: its characters repeat, follow each other, are a date or lie side by side on the keyboard. Several words that have nothing to do with each other are hard to guess',
}

/** What makes a password easy to guess. */
export type Weakness = keyof typeof WEAKNESSES

interface Examiner {
  readonly common: ReadonlySet<string>
  readonly estimator: ZxcvbnFactory
}

let examiner: Promise<Examiner> | undefined

/**
 * What makes a password too easy to guess, or null: that many people have it, that it is
 * hardly more than one of the words that every user would try for this person, or that
 * whoever knows how people make passwords up needs few guesses.
 *
 * @param words the person's names and addresses
 */
export async function weaknessOf(
  password: string,
  words: readonly (string | null)[]
): Promise<Weakness | null> {
  const text = password.normalize('NFKC')
  const lower = text.toLowerCase()
  const { common, estimator } = await (examiner ??= makeExaminer())
  if (common.has(lower)) return 'common'

  const letters = plain(lower)
  const known = [...PRODUCT, ...words.flatMap(wordsIn)].filter(
    (word) => plain(word).length >= MIN_WORD_LENGTH
  )
  if (known.map(plain).some((word) => isHardlyMore(letters, word))) return 'context'

  const { guesses, sequence } = estimator.check(text, known)
  return guesses < MIN_GUESSES ? mainWeaknessIn(sequence) : null
}

/** @throws 422 about the field, when the password is too easy to guess for this person */
export async function ensurePasswordStrength(
  password: string,
  person: Person,
  field = 'password'
): Promise<void> {
  const weakness = await weaknessFor(person, password)
  if (!weakness) return
  throw invalid([{ field, rule: weakness, message: `The ${field} field ${WEAKNESSES[weakness]}` }])
}

/** A sentence for operators about a password that is too easy to guess for this person, or null. */
export async function describeWeakness(password: string, person: Person): Promise<string | null> {
  const weakness = await weaknessFor(person, password)
  return weakness && `The password ${WEAKNESSES[weakness]}.`
}

function weaknessFor(
  { email, username = null, firstName = null, lastName = null }: Person,
  password: string
): Promise<Weakness | null> {
  return weaknessOf(password, [
    email,
    username,
    firstName,
    lastName,
    [firstName, lastName].filter(Boolean).join(' '),
  ])
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

function mainWeaknessIn(sequence: readonly MatchExtended[]): Weakness {
  const dictionaries = sequence.flatMap((match) =>
    match.pattern === 'dictionary' ? [match.dictionaryName] : []
  )
  if (dictionaries.includes('userInputs')) return 'context'
  return dictionaries.length > 0 ? 'common' : 'pattern'
}

/** 380 kB of words that most processes never need. */
async function makeExaminer(): Promise<Examiner> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const estimator = new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: MAX_EXAMINED,
    l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
  })
  return { common: new Set(dictionary['passwords-common']), estimator }
}
