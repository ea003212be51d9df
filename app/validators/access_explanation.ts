import { badRequest } from '#exceptions/problem'
import type { QueryString } from '#query/list_request'
import type { Resource } from '#resources/define_resource'
import { resources } from '#resources/registry'
import { UUID } from '#support/uuid'

const PARAMETERS = new Set(['user', 'resource', 'action', 'id', 'field', 'organization'])

/** What is asked about, as the query string says it. */
export interface AskedAccess {
  /** Absent: the caller himself. */
  readonly userId: string | undefined
  readonly resource: Resource
  readonly action: string
  readonly id: string | undefined
  readonly field: string | undefined
}

/**
 * Reads a question about access.
 *
 * @param known makes of a resource what it is in this organization
 * @throws 400 naming the parameter that is unknown, missing or malformed
 */
export function readAskedAccess(
  query: QueryString,
  known: (resource: Resource) => Resource
): AskedAccess {
  const unknown = Object.keys(query).find((name) => !PARAMETERS.has(name))
  if (unknown) throw badRequest('unknown_parameter', `There is no parameter "${unknown}".`, unknown)

  const resource = resourceNamed(textOf(query, 'resource'))
  const action = textOf(query, 'action') ?? 'read'
  if (!resource.permissions.includes(action)) {
    throw badRequest('unknown_value', `${resource.name} have no such action.`, 'action')
  }
  const extended = known(resource)
  const field = textOf(query, 'field')
  if (field !== undefined && !extended.fields[field]) {
    throw badRequest('unknown_field', `${resource.name} have no such field.`, 'field')
  }
  return { userId: idOf(query, 'user'), resource: extended, action, id: idOf(query, 'id'), field }
}

/** Of an organization: what is everybody's own is nobody's to grant. */
function resourceNamed(name: string | undefined): Resource {
  if (name === undefined) {
    throw badRequest('malformed_parameter', 'Say about which resource.', 'resource')
  }
  const resource = resources.get(name) ?? [...resources.values()].find(({ noun }) => noun === name)
  if (!resource || resource.within) {
    throw badRequest('unknown_value', 'There is no such resource.', 'resource')
  }
  return resource
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
