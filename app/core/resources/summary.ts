import type { Field } from '#core/resources/fields'
import { asJson, jsonObject } from '#core/resources/json'

/**
 * The shape in which a record stands inside another one: fields like those of a
 * resource, whose SQL says `{}` where the relation's name stands.
 */
export type Summary = Readonly<Record<string, Field>>

/** A summary as SQL that makes JSON of it. */
export function objectOf(summary: Summary, relation: string): string {
  return jsonObject(Object.keys(summary).map((name) => [name, valueOf(summary, name, relation)]))
}

/** One value of a summary, as it is written into JSON. */
export function valueOf(summary: Summary, name: string, relation: string): string {
  const field = summary[name]
  if (!field) throw new Error(`The summary has no field "${name}"`)
  return asJson(field.type, field.sql ?? `{}.${name}`).replaceAll('{}', relation)
}
