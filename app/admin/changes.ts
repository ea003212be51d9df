import { isDeepStrictEqual } from 'node:util'
import { CUSTOM, EXTENSIONS, type Json, type JsonObject, isObject } from '#admin/values'
import { fieldLabel, labelIn } from '#admin/humanize'
import type { Resource } from '#core/resources/define_resource'

/** What a field held before and after, as pages tell it; null when it was empty. */
export interface Change {
  readonly name: string
  readonly label: string
  readonly from: string | null
  readonly to: string | null
}

const MAX_LENGTH = 120

/** How a record differs from what it was, field by field, those of plugins among them. */
export function changesBetween(
  resource: Pick<Resource, 'fields'>,
  was: JsonObject,
  is: JsonObject
): Change[] {
  const [before, after] = [withPluginFields(was), withPluginFields(is)]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({
      ...changeOf(name, before[name], after[name]),
      label: labelIn(resource, name),
    }))
}

/** What an event says of itself: `{ city: { from, to } }`. */
export function changesTold(told: Json | undefined): Change[] {
  return Object.entries(isObject(told) ? told : {}).flatMap(([name, change]) =>
    isObject(change) ? [changeOf(name, change.from, change.to)] : []
  )
}

function changeOf(name: string, from: Json | undefined, to: Json | undefined): Change {
  return { name, label: fieldLabel(name), from: brief(from), to: brief(to) }
}

/** Fields that plugins add are kept together in a column, and are fields like all others here. */
function withPluginFields({ extensions, ...own }: JsonObject): JsonObject {
  const added = Object.entries(isObject(extensions) ? extensions : {}).flatMap(([plugin, values]) =>
    Object.entries(isObject(values) ? values : {}).map(([name, value]) => {
      const prefix = `${plugin}.` === CUSTOM ? CUSTOM : `${EXTENSIONS}${plugin}.`
      return [`${prefix}${name}`, value] as const
    })
  )
  return { ...own, ...Object.fromEntries(added) }
}

function wordsOf(value: Json): string {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) {
    return value.length === 0 ? 'none' : value.join(', ')
  }
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)
}

function brief(value: Json | undefined): string | null {
  if (value === null || value === undefined || value === '') return null
  const text = wordsOf(value)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}
