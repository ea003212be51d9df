import type { JSONSchema7 } from 'json-schema'
import type { FieldType } from '#core/resources/fields'

/** How a value is written into JSON: decimals keep their scale, times are UTC with milliseconds. */
export function asJson(type: FieldType, sql: string): string {
  switch (type) {
    case 'decimal':
      return `(${sql})::text`
    case 'timestamp':
      return `to_char(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    default:
      return sql
  }
}

/** A function of PostgreSQL takes a hundred arguments: so many names with their values. */
const MAX_PAIRS = 50

/** An object as SQL: values by their names, of which there may be any number. Names are ours, without quotes. */
export function jsonObject(pairs: readonly (readonly [name: string, sql: string])[]): string {
  const parts: string[] = []
  for (let first = 0; first === 0 || first < pairs.length; first += MAX_PAIRS) {
    const some = pairs.slice(first, first + MAX_PAIRS)
    parts.push(`json_build_object(${some.map(([name, sql]) => `'${name}', ${sql}`).join(', ')})`)
  }
  const [only = '', ...others] = parts
  if (others.length === 0) return only
  const entries = parts.map((part) => `SELECT * FROM json_each(${part})`).join(' UNION ALL ')
  return `(SELECT json_object_agg(part.key, part.value) FROM (${entries}) part)`
}

/** A schema, or null. */
export function orNull(schema: JSONSchema7): JSONSchema7 {
  const { type, enum: choices } = schema
  if (type === undefined) return schema
  return {
    ...schema,
    type: Array.isArray(type) ? [...type, 'null'] : [type, 'null'],
    ...(choices && { enum: [...choices, null] }),
  }
}

/** The id of a user or of an employee, which may be the caller's, said as `me`. */
export function orCaller(schema: JSONSchema7): JSONSchema7 {
  return {
    description: 'An id, or `me` for the caller.',
    anyOf: [schema, { type: 'string', enum: ['me'] }],
  }
}
