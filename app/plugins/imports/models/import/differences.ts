import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Resource } from '#core/resources/define_resource'
import { queryFor } from '#core/resources/query/record_query'
import type { RequestContext } from '#core/resources/records/record'
import { columnsOf, modelOfRecord } from '#core/resources/records/columns'
import { isSameValue, kindOf } from '#core/resources/records/same_value'

type Values = Readonly<Record<string, unknown>>

/**
 * What of a change would change the record: a file says again and again what
 * is there already, in other words for the same number or day.
 *
 * @param elsewhere what `keptElsewhere` found
 */
export function differences(record: LucidRow, change: Values, elsewhere: Values): Values {
  const present = { ...columnsOf(record), ...elsewhere }
  const model = modelOfRecord(record)
  return Object.fromEntries(
    Object.entries(change).filter(([column, value]) => {
      if (column === 'extensions') return !holdsExtensions(present.extensions, value)
      const attribute = model.$keys.columnsToAttributes.get(column, column)
      return !isSameValue(present[column] ?? null, value ?? null, kindOf(model, attribute))
    })
  )
}

/**
 * The part of a change that adds to lists, by the fields that show them, and what it says besides.
 * Whether a list has an entry already, in whatever words, its model knows.
 */
export function additionsIn({ fields }: Resource, change: Values): { added: Values; said: Values } {
  const target = (name: string) => fields[name]?.addsTo ?? null
  const entries = Object.entries(change)
  return {
    added: Object.fromEntries(
      entries.flatMap(([name, value]) => {
        const list = target(name)
        return list === null || value === undefined ? [] : [[list, value] as const]
      })
    ),
    said: Object.fromEntries(entries.filter(([name]) => target(name) === null)),
  }
}

/** What a record refers to of what a change names, where no column of its own holds that: its primary customer. */
export async function keptElsewhere(
  acting: RequestContext,
  id: string,
  change: Values
): Promise<Values> {
  const relations = Object.values(acting.resource.relations)
  const names = Object.keys(change).filter((name) =>
    relations.some(({ key, sql }) => key === name && sql !== undefined)
  )
  return names.length === 0 ? {} : ((await queryFor(acting).shown(id, names)) ?? {})
}

/** Whether the record has these values of plugins' fields, besides others. */
function holdsExtensions(before: unknown, now: unknown): boolean {
  return Object.entries(Object(now)).every(([plugin, values]) => {
    const there: Values = Object(Object(before)[plugin])
    return Object.entries(Object(values)).every(([name, value]) =>
      isSameValue(there[name] ?? null, value ?? null, null)
    )
  })
}
