/** The parts of a customer's name that complete each other. */
export interface Names {
  customerType: 'individual' | 'business'
  name: string | null | undefined
  firstName: string | null | undefined
  lastName: string | null | undefined
  companyName: string | null | undefined
}

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
  if (name && !companyName) return { companyName: name }
  if (companyName && (!name || (changed.has('companyName') && !said.has('name')))) {
    return { name: companyName }
  }
  return { name: name ?? null }
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
  if (parts && (!name || (arePartsChanged && !said.has('name')))) return { name: parts }
  if (name && !arePartsChanged && !arePartsSaid && (changed.has('name') || !firstName))
    return splitName(name)
  return { name: name ?? null }
}

/** "Ann B Cee" is Ann, "B Cee". */
function splitName(name: string): Partial<Names> {
  const space = name.indexOf(' ')
  if (space === -1) return { firstName: name, lastName: null }
  return { firstName: name.slice(0, space), lastName: name.slice(space + 1).trim() }
}
