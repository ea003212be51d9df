/** The parts of a customer's name that complete each other. */
export interface Names {
  customerType: 'individual' | 'business'
  name: string | null | undefined
  firstName: string | null | undefined
  lastName: string | null | undefined
  companyName: string | null | undefined
}

/**
 * Completes a customer's names: a person's name is his first and last name, a
 * company's name and company_name stand for each other. What was just written
 * wins over what was there.
 *
 * @param written the names that this change writes
 * @returns the names that follow; `name` is null when nothing names him
 */
export function completeNames(names: Names, written: ReadonlySet<string>): Partial<Names> {
  return names.customerType === 'business'
    ? nameCompany(names, written)
    : namePerson(names, written)
}

function nameCompany({ name, companyName }: Names, written: ReadonlySet<string>): Partial<Names> {
  if (name && !companyName) return { companyName: name }
  if (companyName && (!name || (written.has('companyName') && !written.has('name')))) {
    return { name: companyName }
  }
  return { name: name ?? null }
}

function namePerson(names: Names, written: ReadonlySet<string>): Partial<Names> {
  const { name, firstName, lastName } = names
  const partsWritten = written.has('firstName') || written.has('lastName')
  const parts = [firstName, lastName].filter(Boolean).join(' ')
  if (parts && (!name || (partsWritten && !written.has('name')))) return { name: parts }
  if (name && !partsWritten && (written.has('name') || !firstName)) return splitName(name)
  return { name: name ?? null }
}

/** "Ann B Cee" is Ann, "B Cee". */
function splitName(name: string): Partial<Names> {
  const space = name.indexOf(' ')
  if (space === -1) return { firstName: name, lastName: null }
  return { firstName: name.slice(0, space), lastName: name.slice(space + 1).trim() }
}
