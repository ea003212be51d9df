import type { Reader } from '#core/plugins/reader'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import app from '@adonisjs/core/services/app'
import type { Principal } from '#core/access/principal'
import { READ_EVENTS, readableResources } from '#core/events/event_reach'
import { typesOf } from '#core/events/event_types'
import { didYouMean } from '#core/http/did_you_mean'
import { type FieldError, Problem, invalid, permissionDenied } from '#core/http/exceptions/problem'
import { isRefused } from '#core/plugins/delivery/http'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { visibleFields } from '#core/resources/query/visible_fields'
import { columnsOf } from '#core/resources/records/columns'
import { type Filters, requestOf } from '#plugins/webhooks/models/webhook/subscription'

type Columns = Readonly<Record<string, unknown>>

interface Refusal extends FieldError {
  readonly accepted?: readonly string[]
}

/**
 * Refuses a webhook that its caller cannot answer for: whoever writes one is its sponsor, and it sends
 * what they may read.
 *
 * @param change by the names of columns
 * @throws 403 without the permission to read events, 422 naming what is wrong, with what there is
 */
export async function authorizeSubscription(
  { identity }: Principal,
  change: Columns,
  record: LucidRow | null
): Promise<void> {
  if (!identity.grants.allows(READ_EVENTS)) throw permissionDenied(READ_EVENTS)
  const reader = { identity, plugins: await currentPlugins(identity) }
  const written: Columns = { ...(record && columnsOf(record)), ...change }
  const refusals = [
    urlRefusal(String(written.url)),
    typeRefusal(textsIn(written.types), reader),
    fieldRefusal(textsIn(written.changed_fields), reader),
    filterRefusal(written.filter, reader),
  ].filter((refusal) => refusal !== null)
  if (refusals.length === 0) return
  const accepted = refusals.flatMap((refusal) => refusal.accepted ?? [])
  throw invalid(
    refusals.map(({ field, rule, message }) => ({ field, rule, message })),
    accepted.length > 0 ? { accepted } : {}
  )
}

/** What an address looks like is seen when it is written; where a name leads to, whenever it is asked. */
function urlRefusal(text: string): Refusal | null {
  const url = new URL(text)
  if (app.inProduction && url.protocol !== 'https:') {
    return { field: 'url', rule: 'https', message: 'The url field must begin with https://' }
  }
  if (!isRefused(url)) return null
  const message = 'The url field leads to a private network'
  return { field: 'url', rule: 'public', message }
}

function typeRefusal(names: readonly string[], reader: Reader): Refusal | null {
  const resources = readableResources(reader)
  const known = ['*', ...resources.map(({ noun }) => `${noun}.*`), ...typesOf(resources)]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return null
  const message = `There is no type "${unknown}" of events.${didYouMean(unknown, known)}`
  return { field: 'types', rule: 'event_type', message, accepted: known }
}

function fieldRefusal(names: readonly string[], reader: Reader): Refusal | null {
  if (names.length === 0) return null
  const known = new Set(
    readableResources(reader).flatMap((resource) => [...visibleFields(resource, reader.identity)])
  )
  const unknown = names.find((name) => !known.has(name))
  if (unknown === undefined) return null
  const message = `There is no field "${unknown}".${didYouMean(unknown, known)}`
  return { field: 'changed_fields', rule: 'field', message }
}

function filterRefusal(filter: unknown, reader: Reader): Refusal | null {
  if (filter === null || filter === undefined) return null
  const field = 'filter'
  if (!isFilters(filter)) {
    const message =
      'The filter field must be an object such as {"deals": {"status": "open", "value": {"gte": 1000}}}'
    return { field, rule: 'filter', message }
  }
  const resources = new Map(readableResources(reader).map((each) => [each.name, each]))
  for (const [name, condition] of Object.entries(filter)) {
    const resource = resources.get(name)
    const refusal = resource
      ? conditionRefusal(condition, resource, reader)
      : `There is no resource "${name}".${didYouMean(name, resources.keys())}`
    if (refusal !== null) return { field: `${field}.${name}`, rule: 'filter', message: refusal }
  }
  return null
}

/** What the list of the resource would say of it; null when it takes it. */
function conditionRefusal(
  condition: Filters[string],
  resource: Resource,
  reader: Reader
): string | null {
  try {
    requestOf(condition, resource, reader)
    return null
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

function isFilters(value: unknown): value is Filters {
  return isPlain(value) && Object.values(value).every(isPlain)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
