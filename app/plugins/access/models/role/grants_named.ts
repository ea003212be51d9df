import { invalid } from '#core/http/exceptions/problem'
import Permission from '#plugins/access/models/permission'
import { isNarrowable } from '#core/access/permission_catalog'
import type { AccessScope } from '#core/access/grants'
import type { Grant } from '#core/access/granting'

interface Named {
  readonly permission_ids?: readonly string[] | undefined
  /** `deals:read` or `deals:read/own` */
  readonly permissions?: readonly string[] | undefined
  /** How far those reach that do not say it. */
  readonly reach?: AccessScope
}

const SEVERAL = { ids: 'permission_ids', names: 'permissions', reach: 'permissions' }

/**
 * The grants that a client named, by the ids of permissions or by their names.
 *
 * @param fields what the client calls the two in the body
 * @returns null when the client named none at all
 * @throws 422 for a permission that the organization does not know, or one that
 * is narrowed to records which are no one's own
 */
export async function grantsNamed(
  { permission_ids: ids, permissions, reach: defaultReach = 'all' }: Named,
  fields = SEVERAL
): Promise<readonly Grant[] | null> {
  if (!ids && !permissions) return null
  const byId = await Permission.namesOf(ids ?? [], fields.ids)
  const byName = (permissions ?? []).map((text): Grant => {
    const [permission = '', reach] = text.split('/')
    return { permission, reach: reach === 'own' || reach === 'all' ? reach : defaultReach }
  })
  await Permission.ensureNames(
    byName.map(({ permission }) => permission),
    fields.names
  )
  const grants = [
    ...byId.map((permission): Grant => ({ permission, reach: defaultReach })),
    ...byName,
  ]
  ensureNarrowable(grants, fields.reach)
  return grants
}

function ensureNarrowable(grants: readonly Grant[], field: string) {
  const meaningless = grants
    .filter(({ permission, reach }) => reach === 'own' && !isNarrowable(permission))
    .map(({ permission }) => permission)
  if (meaningless.length === 0) return
  const message = `There are no records of one's own for ${meaningless.join(', ')}: grant it for all, or not at all`
  throw invalid([{ field, rule: 'narrowable', message }])
}
