import Permission from '#models/permission'
import type { Reach } from '#policies/grants'
import type { Grant } from '#policies/granting'

interface Named {
  readonly permission_ids?: readonly string[] | undefined
  /** `deals:read` or `deals:read/own` */
  readonly permissions?: readonly string[] | undefined
  /** How far those reach that do not say it. */
  readonly reach?: Reach
}

const SEVERAL = { ids: 'permission_ids', names: 'permissions' }

/**
 * The grants that a client named, by the ids of permissions or by their names.
 *
 * @param fields what he calls the two in his body
 * @returns null when he named none at all
 * @throws 422 for a permission that the organization does not know
 */
export async function grantsNamed(
  { permission_ids: ids, permissions, reach: otherwise = 'all' }: Named,
  fields = SEVERAL
): Promise<readonly Grant[] | null> {
  if (!ids && !permissions) return null
  const byId = await Permission.namesOf(ids ?? [], fields.ids)
  const byName = (permissions ?? []).map((text): Grant => {
    const [permission = '', reach] = text.split('/')
    return { permission, reach: reach === 'own' || reach === 'all' ? reach : otherwise }
  })
  await Permission.demandNames(
    byName.map(({ permission }) => permission),
    fields.names
  )
  return [...byId.map((permission): Grant => ({ permission, reach: otherwise })), ...byName]
}
