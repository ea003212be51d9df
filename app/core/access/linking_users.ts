import type { LucidRow } from '@adonisjs/lucid/types/model'
import { explainSubject } from '#core/access/explain_subject'
import type { Grants } from '#core/access/grants'
import type { Identity } from '#core/access/identity'
import { permissionDenied } from '#core/http/exceptions/problem'
import { columnsOf } from '#core/resources/records/columns'
import { catalogue } from '#core/access/permission_catalog'
import { type Grant, authorizeGrants } from '#core/access/granting'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** The right to say which member a record is. */
const LINKING = 'members:update'

interface LinkContext {
  readonly identity: Identity
  readonly resource: Resource
}

/**
 * A member who is linked to a record reaches it by grants for `own`, and through
 * an employee all that is assigned to it. That is for those who manage members
 * to decide.
 *
 * @throws 403 naming what the caller lacks
 */
export function authorizeLinking({ grants }: Identity): void {
  if (grants.reach(LINKING) !== 'all') throw permissionDenied(LINKING)
}

/**
 * No one hands on, to themselves or to another, what they do not hold: what the
 * member may do with their own records, the caller must be able to do with all.
 *
 * @throws 403 naming what the caller lacks
 */
export async function authorizeLink(
  { identity, resource }: LinkContext,
  userId: string
): Promise<void> {
  const member =
    userId === identity.userId ? identity : ((await explainSubject(userId))?.identity ?? null)
  if (!member) return
  authorizeGrants(identity, grantsOfLink(resource, member.grants))
}

/**
 * What whoever links a member to a record of the resource must hold: for all records, what the
 * member may do with their own.
 */
export function grantsOfLink(resource: Resource, grants: Grants): Grant[] {
  const reached = nounsReached(resource)
  return [...catalogue.values()]
    .filter(({ name, resource: noun }) => reached.has(noun) && grants.reach(name) === 'own')
    .map(({ name }) => ({ permission: name, reach: 'all' }))
}

/**
 * A record that comes back is a member's again, as if it were linked anew. What
 * else it refers to gives no one more than they reached before it was deleted,
 * and is not asked about.
 *
 * @throws 403 naming what the caller lacks
 */
export async function authorizeRelinking(acting: LinkContext, record: LucidRow): Promise<void> {
  const { linksUser } = acting.resource
  const userId = linksUser && columnsOf(record)[linksUser]
  if (typeof userId !== 'string') return
  authorizeLinking(acting.identity)
  await authorizeLink(acting, userId)
}

/** What becomes the member's own by the link: the record, and what is assigned to it. */
function nounsReached({ noun, table }: Resource): ReadonlySet<string> {
  const assigned = [...resources.values()].filter(({ own, relations }) =>
    Object.values(relations).some((to) => to.key === own?.assignee && to.table === table)
  )
  return new Set([noun, ...assigned.map((resource) => resource.noun)])
}
