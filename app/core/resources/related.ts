import type { Identity } from '#core/access/identity'
import { invalid } from '#core/http/exceptions/problem'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** What stands for the caller wherever the id of a user or of an employee may stand. */
export const CALLER = 'me'

type Related = Pick<Resource, 'relations'>

/** The resource to which a field of another one refers; null when it refers to none. */
export function relatedTo({ relations }: Related, field: string, here: PluginSet): Resource | null {
  for (const { key, table, references = 'id', global = false } of Object.values(relations)) {
    if (key !== field || global || references !== 'id') continue
    const related = [...resources.values()].find((resource) => resource.table === table)
    if (related) return here.extend(related)
  }
  return null
}

/** Whether a field names a user, who belongs to no organization. */
export function namesUser({ relations }: Related, field: string): boolean {
  return Object.values(relations).some(({ key, table }) => key === field && table === 'users')
}

/** Whether a field may name the caller: it names a user, or one of what the caller may be, such as an employee. */
export function namesCaller(resource: Resource, field: string): boolean {
  return namesUser(resource, field) || callersAmong(resource, field) !== null
}

/** What `me` is as the value of such a field; null when the caller is none of what it names. */
export function callerAs(resource: Resource, field: string, caller: Identity): string | null {
  if (namesUser(resource, field)) return caller.userId
  return callersAmong(resource, field)?.callerId?.(caller) ?? null
}

/**
 * What a caller sent, with their id in the place of each `me`.
 *
 * @param extra what further keys name, which are no fields of the resource
 * @throws 422 where they are none of what is asked for
 */
export function withCaller<Body>(
  { resource, identity }: { readonly resource: Resource; readonly identity: Identity },
  body: Body,
  extra: Readonly<Record<string, Resource>> = {}
): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const named: [string, string][] = []
  for (const [key, value] of Object.entries(body)) {
    if (value !== CALLER) continue
    const target = extra[key] ?? callersAmong(resource, key)
    if (target?.callerId) named.push([key, target.callerId(identity) ?? refuse(key, target)])
    else if (namesUser(resource, key)) named.push([key, identity.userId])
  }
  return named.length === 0 ? body : { ...body, ...Object.fromEntries(named) }
}

/** The resource that a field refers to, where its records may be callers. */
function callersAmong(resource: Resource, field: string): Resource | null {
  if (field === 'id') return resource.callerId && !resource.namedBy ? resource : null
  for (const { key, table, references = 'id' } of Object.values(resource.relations)) {
    if (key !== field) continue
    const isTarget = (each: Resource) => each.table === table && each.callerId !== undefined
    const target = [...resources.values()].find(isTarget)
    if (target && (target.namedBy ?? 'id') === references) return target
  }
  return null
}

function refuse(field: string, { singular }: Resource): never {
  const message = `You are no ${singular} of this organization`
  throw invalid([{ field, rule: 'caller', message }])
}
