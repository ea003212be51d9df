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
