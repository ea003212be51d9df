import type { JSONSchema7 } from 'json-schema'
import { type Input, type Refused, bodyOf, formOf } from '#admin/form'
import type { JsonObject } from '#admin/values'

/*
 * Forms for what is no resource's: settings of a plugin, what its actions are given. A schema is
 * all that is known of it.
 */

const UNKNOWN = { relations: {}, fields: {} }

/** @param values what is there already; null when nothing is */
export function describedInputs(
  schema: JSONSchema7,
  values: JsonObject | null,
  refused: Refused | null
): Input[] {
  return formOf(schema, UNKNOWN, values, refused).map((input) =>
    explained(input, Object(schema.properties?.[input.name]))
  )
}

/** What such a form says, in the types that the schema asks for. @param isNew whether what is empty is absent */
export function describedBody(
  schema: JSONSchema7,
  form: Readonly<Record<string, unknown>>,
  isNew: boolean
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(bodyOf(schema, UNKNOWN, form, isNew)).map(([name, value]) => [
      name,
      asNumber(value, schema.properties?.[name]),
    ])
  )
}

/** An input with what the schema says to people. */
function explained(input: Input, { title, description, ...property }: JSONSchema7): Input {
  const hint = [description, boundsOf(property)].filter(Boolean).join(' ') || input.hint
  const { wrong, attributes } = input
  const describedBy = wrong ? `wrong-${input.name}` : hint && `hint-${input.name}`
  return {
    ...input,
    label: title ?? input.label,
    hint,
    attributes: { ...attributes, 'aria-describedby': describedBy },
  }
}

function boundsOf({ minimum: min, maximum: max, items }: JSONSchema7): string | null {
  const choices: unknown = Object(items).enum
  if (Array.isArray(choices)) return `Any of ${choices.join(', ')}, separated by commas.`
  if (min !== undefined && max !== undefined) return `From ${min} to ${max}.`
  return null
}

function asNumber(value: unknown, property: unknown): unknown {
  const isNumber =
    Object(property).type === 'number' && typeof value === 'string' && value.trim() !== ''
  return isNumber && !Number.isNaN(Number(value)) ? Number(value) : value
}
