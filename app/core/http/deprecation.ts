import type { HttpContext } from '@adonisjs/core/http'
import type { Resource } from '#core/resources/define_resource'

/** Since when the former names are deprecated, as a structured field (RFC 9745). */
const SINCE = `@${Date.UTC(2026, 10, 29) / 1000}`

/** Says that the request used a name that will be gone in the next release. */
export function markDeprecated({ response }: Pick<HttpContext, 'response'>): void {
  response.header('Deprecation', SINCE)
}

/** Whether a query string filters by, sorts by or picks a field by its former name. */
export function usesFormerName(
  resource: Resource,
  query: Readonly<Record<string, unknown>>
): boolean {
  const { filtered, picked } = formerNames(resource)
  if (filtered.size === 0) return false
  const listed = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? value.split(',').map((item) => item.replace(/^-/, '')) : []
  }
  return (
    Object.keys(query).some((name) => filtered.has(name)) ||
    listed('ordering').some((name) => filtered.has(name)) ||
    listed('fields').some((name) => picked.has(name))
  )
}

interface FormerNames {
  /** Names to filter and sort by. */
  readonly filtered: ReadonlySet<string>
  /** Names of members. */
  readonly picked: ReadonlySet<string>
}

const known = new WeakMap<Resource, FormerNames>()

function formerNames(resource: Resource): FormerNames {
  const names = known.get(resource) ?? {
    filtered: namesOf(resource, ({ filteredAs }) => filteredAs !== null),
    picked: namesOf(resource, ({ aliasOf }) => aliasOf !== null),
  }
  known.set(resource, names)
  return names
}

function namesOf(
  { fields }: Resource,
  isMeant: (field: Resource['fields'][string]) => boolean
): ReadonlySet<string> {
  return new Set(Object.entries(fields).flatMap(([name, field]) => (isMeant(field) ? name : [])))
}
