import { invalid } from '#core/http/exceptions/problem'
import { emailKey } from '#core/text/keys'
import { digitsOf, normalizePhone } from '#core/text/phone'
import { MAX_CONTACTS } from '#plugins/people/validators/contacts'

/** An address or a number, as a person has it. */
export interface Contact {
  readonly value: string
  /** In the one form by which it is found however it is written. */
  readonly normalised: string
  readonly kind: string
  readonly is_primary: boolean
  readonly state: 'ok' | 'bounced' | 'opted_out'
}

/** One as it was sent. */
export interface GivenContact {
  readonly value?: string | null | undefined
  readonly kind?: string | undefined
  readonly is_primary?: boolean | undefined
  readonly state?: Contact['state'] | undefined
}

type Normalise = (value: string) => string

/** By what two numbers are the same: as they are dialled from anywhere, or as they are written. */
export function phoneKey(country: string | null): Normalise {
  return (value) => normalizePhone(value, country) ?? digitsOf(value)
}

export { emailKey }

/**
 * A list as it is kept: each value once, and exactly one of them the primary one, if there are any.
 * The first one is where none is said to be.
 *
 * @throws 422 naming the field for a value that is missing or there twice, and for a second primary one
 */
function completeContacts(
  field: 'emails' | 'phones',
  given: readonly GivenContact[],
  normalise: Normalise
): readonly Contact[] {
  const refuse = (rule: string, message: string): never => {
    throw invalid([{ field, rule, message }])
  }
  if (given.filter((entry) => entry.is_primary).length > 1) {
    refuse('primary', `The ${field} field must have one primary entry`)
  }
  const first = given.findIndex((entry) => entry.is_primary)
  const primary = first === -1 ? 0 : first
  const contacts = given.map((entry, index): Contact => {
    const value =
      entry.value ?? refuse('required', `The ${field} field has an entry without a value`)
    return {
      value,
      normalised: normalise(value),
      kind: entry.kind ?? 'work',
      is_primary: index === primary,
      state: entry.state ?? 'ok',
    }
  })
  const keys = new Set(contacts.map(({ normalised }) => normalised))
  if (keys.size < contacts.length) refuse('distinct', `The ${field} field has one value twice`)
  return contacts
}

/**
 * A list after the primary value was written by itself: it takes the place of the one that there was,
 * or is there already; without one, the first of the others is the primary one.
 */
function withPrimary(
  contacts: readonly Contact[],
  value: string | null,
  normalise: Normalise
): readonly GivenContact[] {
  if (value === null) return contacts.filter((contact) => !contact.is_primary)
  const key = normalise(value)
  const others = contacts.filter((contact) => !contact.is_primary || contact.normalised === key)
  const kept = others.find(({ normalised }) => normalised === key)
  const former = contacts.find((contact) => contact.is_primary)
  const primary = kept ? { ...kept, value } : { value, kind: former?.kind }
  return [
    { ...primary, is_primary: true },
    ...others
      .filter((contact) => contact !== kept)
      .map((contact) => ({ ...contact, is_primary: false })),
  ]
}

/** What was written of a list of contacts. */
interface Written {
  readonly known: readonly Contact[]
  /** Whether the list itself was. */
  readonly isGiven: boolean
  /** The primary value that was written by itself: a text, or null; undefined where none was. */
  readonly primary: unknown
  readonly normalise: Normalise
}

/**
 * A list as it is kept after it, or its primary value alone, was written.
 *
 * @throws 422 for a list that contradicts itself, or the primary value that was written with it
 */
export function settleContacts(
  field: 'emails' | 'phones',
  { known, isGiven, primary, normalise }: Written
): readonly Contact[] {
  if (primary === undefined) return isGiven ? completeContacts(field, known, normalise) : known
  const value = typeof primary === 'string' ? primary : null
  const given = isGiven ? known : withPrimary(known, value, normalise)
  const settled = completeContacts(field, given, normalise)
  if (value === null || primaryOf(settled)?.value === value) return settled
  const one = field.slice(0, -1)
  const message = `The ${one} field must be the primary one of ${field}, or be left out`
  throw invalid([{ field: one, rule: 'same', message }])
}

/**
 * A list with further values at its end. What is there already stays as it is, such as an address that
 * is wanted no more, but that one which has only just been written by itself gets the kind that is said
 * here.
 *
 * @param known what there was before
 * @throws 422 naming the field for a value that is missing, or for more than there may be
 */
export function addContacts(
  field: 'emails' | 'phones',
  contacts: readonly Contact[],
  further: readonly GivenContact[],
  { known, normalise }: Pick<Written, 'known' | 'normalise'>
): readonly Contact[] {
  const before = new Map(known.map((entry) => [entry.normalised, entry]))
  const all = new Map<string, GivenContact>(contacts.map((entry) => [entry.normalised, entry]))
  for (const { value, kind } of further) {
    const key = value ? normalise(value) : ''
    const there = all.get(key)
    const former = before.get(key)
    if (!there) all.set(key, former ? { ...former, is_primary: false } : { value, kind })
    else if (kind && !former) all.set(key, { ...there, kind })
  }
  if (all.size > MAX_CONTACTS) {
    const message = `The ${field} field must have at most ${MAX_CONTACTS} entries`
    throw invalid([{ field: `${field}_add`, rule: 'maxLength', message }])
  }
  return completeContacts(field, [...all.values()], normalise)
}

/** The value that stands for all of them. */
export function primaryOf(contacts: readonly Contact[]): Contact | null {
  return contacts.find((contact) => contact.is_primary) ?? null
}
