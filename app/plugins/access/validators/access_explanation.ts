import { badRequest } from '#core/http/exceptions/problem'
import { catalogue } from '#core/access/permission_catalog'
import type { QueryString } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { CALLER } from '#core/resources/related'
import { didYouMean } from '#core/http/did_you_mean'
import { UUID } from '#core/resources/uuid'

const PARAMETERS = new Set(['user', 'resource', 'action', 'id', 'field', 'organization'])

/** What is asked about, as the query string says it. */
export interface AskedAccess {
  /** Absent, as it is for `me`: the caller. */
  readonly userId: string | undefined
  /** What is acted on: by its name in paths, or in permissions where it has no path. */
  readonly name: string
  readonly noun: string
  /** Null for what has no records that could be asked about. */
  readonly resource: Resource | null
  /** By which the permission is known: `close`. */
  readonly action: string
  /** What would happen by it, where that has a name of its own: `win`. */
  readonly event: string | undefined
  readonly id: string | undefined
  readonly field: string | undefined
}

/** What there is in an organization beyond what there is in all of them. */
export interface Surroundings {
  /** Makes of a resource what it is there. */
  extend(resource: Resource): Resource
  /** Whether it added the permission for its own clients. */
  added(permission: string): Promise<boolean>
}

/**
 * Reads a question about access.
 *
 * @throws 400 naming the parameter that is unknown, missing or malformed
 */
export async function readAskedAccess(
  query: QueryString,
  { extend, added }: Surroundings
): Promise<AskedAccess> {
  const unknown = Object.keys(query).find((name) => !PARAMETERS.has(name))
  if (unknown) throw badRequest('unknown_parameter', `There is no parameter "${unknown}".`, unknown)

  const { name, noun, declared } = subjectNamed(textOf(query, 'resource'))
  const asked = textOf(query, 'action') ?? 'read'
  const action = declared?.permittedBy?.[asked] ?? asked
  const event = action === asked ? undefined : asked
  const permission = `${noun}:${action}`
  if (!catalogue.has(permission) && !(await added(permission))) {
    const actions = [...catalogue.values()].flatMap((entry) =>
      entry.resource === noun ? [entry.action] : []
    )
    if (actions.length === 0) throw unknownResource(name)
    throw badRequest('unknown_value', `${name} have the actions ${actions.join(', ')}.`, 'action')
  }
  const resource = declared && extend(declared)
  const id = idOf(query, 'id')
  if (id !== undefined && !resource) {
    throw badRequest('unknown_value', `${name} have no records to ask about.`, 'id')
  }
  const field = textOf(query, 'field')
  if (field !== undefined && !Object.hasOwn(resource?.fields ?? {}, field)) {
    throw badRequest('unknown_field', `${name} have no such field.`, 'field')
  }
  const user = query.user === CALLER ? {} : query
  return { userId: idOf(user, 'user'), name, noun, resource, action, event, id, field }
}

/** A resource, or anything else that something can be granted about, such as plugins. */
function subjectNamed(name: string | undefined) {
  if (name === undefined) {
    throw badRequest(
      'malformed_parameter',
      'Say about which resource: ?resource=customers.',
      'resource'
    )
  }
  const resource = resources.get(name) ?? [...resources.values()].find(({ noun }) => noun === name)
  const noun = resource?.noun ?? name
  /* What is not an organization's has no records that a grant could reach. */
  const declared = resource && !resource.baseScope ? resource : null
  return { name: resource?.name ?? name, noun, declared }
}

function unknownResource(name: string) {
  const nouns = new Set([...catalogue.values()].map((permission) => permission.resource))
  const detail = `There is no resource "${name}".${didYouMean(name, nouns)}`
  return badRequest('unknown_value', detail, 'resource')
}

function idOf(query: QueryString, name: string): string | undefined {
  const text = textOf(query, name)
  if (text === undefined || UUID.test(text)) return text?.toLowerCase()
  throw badRequest('malformed_parameter', `${name} is not an id.`, name)
}

function textOf(query: QueryString, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw badRequest('malformed_parameter', `${name} is asked for more than once.`, name)
}
