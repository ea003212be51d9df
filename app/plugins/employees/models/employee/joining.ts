import type { Joined, Newcomer } from '#core/plugins/api'
import { nameKey } from '#core/text/keys'
import Employee from '#plugins/employees/models/employee'

/**
 * Makes a member the employee that they are: the one at work who has their address and no login
 * yet, or a new one. In the organization.
 *
 * @returns null where there is one whom they may not be, or several
 */
export async function joinAsEmployee(newcomer: Newcomer): Promise<Joined | null> {
  const { email, mayLink } = newcomer
  const known = await Employee.query()
    .where('email_key', nameKey(email))
    .whereNull('userId')
    .withScopes((scopes) => scopes.atWork())
    .orderBy('id')
    .forUpdate()
  const [own, ...others] = known
  if (!own) return called(await begin(newcomer))
  if (others.length > 0 || !mayLink) return null
  return called(await own.merge({ userId: newcomer.userId }).save())
}

async function begin(newcomer: Newcomer): Promise<Employee> {
  const { email, userId, invitedById: createdById } = newcomer
  const made = await Employee.create({ ...namesOf(newcomer), email, userId, createdById })
  /* Its code is the database's to give. */
  return made.refresh()
}

/** An account may do without names; an employee has them. */
function namesOf({ firstName, lastName, email }: Newcomer) {
  const [local = email] = email.split('@')
  const name = local.slice(0, 100)
  return { firstName: firstName ?? name, lastName: lastName ?? name }
}

function called({ id, code, fullName }: Employee): Joined {
  return { id, code, full_name: fullName }
}
