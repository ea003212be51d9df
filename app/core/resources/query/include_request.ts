import { badRequest } from '#core/http/exceptions/problem'
import { malformed } from '#core/resources/query/refusals'

/** Records that are to stand within others: `people` of a deal, or its `customer`. */
export interface Included {
  /** As it was asked for: whether there is anything of that name is known where it is read. */
  readonly name: string
  /** The members that they are picked to have; null for those of their own lists. */
  readonly fields: readonly string[] | null
  /** What stands within them in turn. */
  readonly within: readonly Included[]
}

/** How many records stand within one at most, on the first level and on the second. */
export const MAX_INCLUDED = [100, 25] as const
/** How many names one request may include. */
const MAX_NAMES = 10

/**
 * Reads `include=people,customer,people.primary_customer`. A name on the second level stands for that
 * on the first, too. Of `fields`, those that begin with what is included are picked of that:
 * `fields=title,people.name`.
 *
 * @returns what is included, and the fields that are left to the record itself; null for its usual ones
 * @throws 400 for more names, or levels, than there may be
 */
export function readIncluded(
  include: readonly string[],
  fields: readonly string[] | null
): { readonly included: readonly Included[]; readonly own: readonly string[] | null } {
  const paths = new Set(
    include.flatMap((path) => {
      const [first = '', ...further] = path.split('.')
      if (further.length >= MAX_INCLUDED.length) {
        throw malformed('include', 'names with at most one dot, such as people.primary_customer')
      }
      return further.length === 0 ? [first] : [first, path]
    })
  )
  if (paths.size > MAX_NAMES) {
    throw badRequest('malformed_parameter', `At most ${MAX_NAMES} names.`, 'include')
  }
  const picked = new Map<string, string[]>()
  const own = fields?.filter((field) => {
    const path = field.slice(0, Math.max(field.lastIndexOf('.'), 0))
    if (!paths.has(path)) return true
    picked.set(path, [...(picked.get(path) ?? []), field.slice(path.length + 1)])
    return false
  })
  const includedUnder = (prefix: string): Included[] =>
    [...paths].flatMap((path) => {
      const name = path.slice(prefix.length)
      if (!path.startsWith(prefix) || name.includes('.')) return []
      return { name, fields: picked.get(path) ?? null, within: includedUnder(`${path}.`) }
    })
  return { included: includedUnder(''), own: own && own.length > 0 ? own : null }
}
