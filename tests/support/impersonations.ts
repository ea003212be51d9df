import User from '#plugins/identity/models/user'
import Impersonation from '#plugins/identity/models/impersonation'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import type { Company, Persona } from '#tests/support/personas'
import { type Visitor, makeSuperuser } from '#tests/support/visitor'

/** A superuser who acts as a user. @returns the impersonation's id */
export async function makeImpersonation({ slug }: Company, { userId }: Persona): Promise<string> {
  const { userId: superuserId } = await makeSuperuser()
  return UnitOfWork.run(asSystem, async () => {
    const { id } = await Impersonation.begin(await User.findOrFail(superuserId), {
      userId,
      organization: slug,
      reason: 'Ticket 4711',
      minutes: 15,
    })
    return id
  })
}

/** Starts an impersonation, as the form on the user's page does. */
export async function impersonate(
  visitor: Visitor,
  { userId }: Persona,
  { slug }: Company
): Promise<void> {
  await visitor.send(`/admin/users/${userId}`, `/admin/users/${userId}/impersonations`, {
    organization: slug,
    reason: 'Ticket 4711',
    minutes: '15',
  })
}
