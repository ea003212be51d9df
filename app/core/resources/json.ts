import type { JSONSchema7 } from 'json-schema'
import type { Field, FieldType } from '#core/resources/fields'

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

/** What a value of each type looks like in JSON, as JSON Schema. */
export const SCHEMAS: Readonly<Record<FieldType, JSONSchema7>> = {
  uuid: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  integer: { type: 'integer' },
  decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
  textArray: { type: 'array', items: { type: 'string' } },
  json: {},
}

/** What a field looks like in JSON, as JSON Schema. */
export function schemaOf({ type, holds, choices, nullable }: Field): JSONSchema7 {
  const schema = { ...(holds ?? SCHEMAS[type]), ...(choices && { enum: [...choices] }) }
  return nullable ? orNull(schema) : schema
}

/** The same, or null. */
export function orNull(schema: JSONSchema7): JSONSchema7 {
  const { type, enum: choices } = schema
  if (type === undefined) return schema
  return {
    ...schema,
    type: Array.isArray(type) ? [...type, 'null'] : [type, 'null'],
    ...(choices && { enum: [...choices, null] }),
  }
}
