import { ensureLabel } from '#core/associations/labels'
import type { PluginSet } from '#core/plugins/plugin_set'
import { type Condition, labelsOf } from '#core/resources/query/condition_tree'
import type { About } from '#core/resources/query/field_path'
import {
  type ListRequest,
  type QueryString,
  readListRequest,
} from '#core/resources/query/list_request'
import { readWhere } from '#core/resources/query/read_where'
import { malformed } from '#core/resources/query/refusals'
import { visibleFields } from '#core/resources/query/visible_fields'
import { queryValidator } from '#core/resources/validation/query'

/**
 * Reads what a list is asked by a body: its parameters, with a tree of conditions in the place of
 * filters.
 *
 * @throws 422 for a key that there is none of; 400 naming the place of what is unknown or malformed
 * within
 */
export async function readQuery(
  body: unknown,
  about: About,
  plugins: PluginSet
): Promise<ListRequest> {
  const { where, ...asked } = await queryValidator.validate(body)
  const { resource, caller } = about
  const list = readListRequest(asParameters(asked), resource, visibleFields(resource, caller))
  const filters = readWhere(where, about)
  await ensureLabels(filters, resource.name, plugins)
  return { ...list, filters }
}

/** What a body says, as a query string would; null is absent. */
export function asParameters(asked: Readonly<Record<string, unknown>>): QueryString {
  const entries = Object.entries(asked).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null) return []
    return [[name, Array.isArray(value) ? namesIn(value, name) : textOf(value, name)]]
  })
  return Object.fromEntries(entries)
}

function namesIn(value: readonly unknown[], name: string): string {
  return value.map((item) => textOf(item, name)).join(',')
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  throw malformed(name, 'a list of names, or one text with commas between them')
}

/** @throws 400 naming a label that there is none of */
export async function ensureLabels(
  conditions: readonly Condition[],
  of: string,
  plugins: PluginSet
): Promise<void> {
  for (const [{ has, label }, one] of conditions.flatMap((each) => labelsOf(each, of))) {
    if (label !== null) await ensureLabel(label, [one, has.name], plugins)
  }
}
