import type { HttpContext } from '@adonisjs/core/http'
import { humanize, pluralize } from '#admin/humanize'
import { conflict } from '#core/http/exceptions/problem'
import { type Dependents, dependentsOf } from '#core/resources/records/dependents'

/** What a confirmation says of the records that refer to what it deletes. */
export interface NamedDependents {
  /** How many they are, those that the viewer may not read among them. */
  readonly count: number
  /** `2 deals and 1 lead refer to it`; null where none does. */
  readonly words: string | null
}

/** What refers to records of the resource, for anyone who is about to delete them. */
export async function namedDependents(
  ctx: HttpContext,
  ids: readonly string[]
): Promise<NamedDependents> {
  const dependents = await dependentsOf(ctx.resource, ids)
  const count = dependents.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return { count, words: null }
  const isReadable = ({ resource }: Dependents) =>
    ctx.identity.grants.allows(resource.permission('read'))
  const known = dependents.filter(isReadable).map(wordsFor)
  const named = dependents.every(isReadable) ? known : [...known, 'records that you may not see']
  const list = new Intl.ListFormat('en-GB').format(named)
  const verb = count === 1 && known.length === named.length ? 'refers' : 'refer'
  return { count, words: `${list} ${verb} to ${ids.length === 1 ? 'it' : 'them'}` }
}

/**
 * Deletes nothing that more records refer to than its confirmation named.
 *
 * @param confirmed how many those were
 * @throws 409 with what there is now, which the page then asks about
 */
export async function ensureNamed(
  ctx: HttpContext,
  ids: readonly string[],
  confirmed = 0
): Promise<void> {
  const { count, words } = await namedDependents(ctx, ids)
  if (words === null || count <= confirmed) return
  throw conflict('in_use', `Nothing was deleted: ${words}. Delete again to confirm that.`)
}

function wordsFor({ resource, count }: Dependents): string {
  const singular = resource.singular.replaceAll('_', ' ')
  return pluralize(count, singular, humanize(resource.noun).toLowerCase())
}
