import { invalid } from '#core/http/exceptions/problem'
import { completeSynonyms } from '#core/resources/records/synonyms'

/** The parts of a customer's name that complete each other. */
export interface Names {
  customerType: 'individual' | 'business'
  name: string | null | undefined
  firstName: string | null | undefined
  lastName: string | null | undefined
  companyName: string | null | undefined
}

const COMPANY = [
  { attribute: 'name', field: 'name' },
  { attribute: 'companyName', field: 'company_name' },
] as const

/** The names that a change may give. */
export const NAMES = ['name', 'firstName', 'lastName', 'companyName'] as const

/**
 * Completes a customer's names: a person's name is their first and last name, a
 * company's name and company_name stand for each other. What was just written
 * wins over what was there, and nothing is derived over what was said.
 *
 * @param changed the names that are not what they were
 * @param said the names that this change gives, also those that are what they were
 * @returns the names that follow; `name` is null when nothing names the customer
 * @throws 422 when a name is emptied that follows from others, or is another person's than its parts
 */
export function completeNames(
  names: Names,
  changed: ReadonlySet<string>,
  said: ReadonlySet<string> = changed
): Partial<Names> {
  return names.customerType === 'business'
    ? nameCompany(names, changed, said)
    : namePerson(names, changed, said)
}

function nameCompany(
  { name, companyName }: Names,
  changed: ReadonlySet<string>,
  said: ReadonlySet<string>
): Partial<Names> {
  const completed = completeSynonyms({ name, companyName }, COMPANY, { changed, said })
  return { name: name ?? null, ...completed }
}

function namePerson(
  names: Names,
  changed: ReadonlySet<string>,
  said: ReadonlySet<string>
): Partial<Names> {
  const { name, firstName, lastName } = names
  const arePartsChanged = changed.has('firstName') || changed.has('lastName')
  const arePartsSaid = said.has('firstName') || said.has('lastName')
  const parts = [firstName, lastName].filter(Boolean).join(' ')
  if (!name && changed.has('name') && parts && !arePartsSaid) throw emptied()
  if (name && said.has('name') && arePartsSaid) ensureOneName(name, [firstName, lastName])
  if (parts && (!name || (arePartsChanged && !said.has('name')))) return { name: parts }
  if (name && !arePartsChanged && !arePartsSaid && (changed.has('name') || !firstName))
    return splitName(name)
  return { name: name ?? null }
}

/** "Dr. Ann Lee" is Ann Lee, "Bob Ray" is not. */
function ensureOneName(name: string, parts: readonly (string | null | undefined)[]): void {
  const whole = name.toLowerCase()
  if (parts.every((part) => !part || whole.includes(part.toLowerCase()))) return
  const message = 'The name field must contain the first and the last name, or be left out'
  throw invalid([{ field: 'name', rule: 'same', message }])
}

function emptied() {
  const message = 'The name field follows from the first and the last name: it cannot be empty'
  return invalid([{ field: 'name', rule: 'required', message }])
}

/** "Ann B Cee" is Ann, "B Cee". */
function splitName(name: string): Partial<Names> {
  const space = name.indexOf(' ')
  if (space === -1) return { firstName: name, lastName: null }
  return { firstName: name.slice(0, space), lastName: name.slice(space + 1).trim() }
}
