import type { JSONSchema7 } from 'json-schema'
import { schemaOf } from '#core/resources/answer_schema'
import type { Parameter } from '#core/resources/openapi/parameters'
import { MAX_VALUE_LENGTH, MAX_VALUES } from '#core/resources/query/operand'
import { orCaller } from '#core/resources/json'
import { columnOf } from '#core/resources/query/field_sql'
import { namesCaller } from '#core/resources/related'
import type { Resource } from '#core/resources/define_resource'
import type { Field, Operator } from '#core/resources/fields'

/** What can be read of a query string without being a filter, although a field has its name. */
const NOT_FILTERED = 'organization'

/**
 * The filters of a resource: each field and operator a parameter of its own, called as it is sent,
 * `value[gte]`.
 *
 * @param visible the names of the fields that exist for the reader
 */
export function filterParameters(
  resource: Resource,
  visible: ReadonlySet<string>
): readonly Parameter[] {
  return [...visible].flatMap((name) => {
    const field = resource.fields[name]
    if (!field || name === NOT_FILTERED) return []
    const column = columnOf(resource, name)
    const value =
      column !== null && namesCaller(resource, column)
        ? orCaller(valueSchema(field))
        : valueSchema(field)
    return field.operators.map((operator) => filterParameter(name, field, operator, value))
  })
}

/** By what name a filter is kept among the components of the description. */
export function filterComponent({ name }: Resource, parameter: Parameter): string {
  return `${name}.${parameter.name}`.replaceAll('[', '.').replaceAll(/[^\w.-]/g, '')
}

function filterParameter(
  name: string,
  field: Field,
  operator: Operator,
  value: JSONSchema7
): Parameter {
  const description = descriptionOf(field, operator)
  return {
    name: operator === 'eq' ? name : `${name}[${operator}]`,
    in: 'query',
    ...(description && { description }),
    ...(field.filteredAs && { deprecated: true }),
    schema: operandSchema(operator, value),
  }
}

function descriptionOf({ filteredAs }: Field, operator: Operator): string {
  const several =
    operator === 'in' || operator === 'nin'
      ? 'Repeated, or as one text with commas between the values. A comma within a value is written `\\,`, a backslash `\\\\`.'
      : ''
  return filteredAs ? `The former name of \`${filteredAs}\`. ${several}`.trim() : several
}

function operandSchema(operator: Operator, value: JSONSchema7): JSONSchema7 {
  switch (operator) {
    case 'is_null':
      return { type: 'boolean' }
    case 'in':
    case 'nin':
      return { type: 'array', items: value, maxItems: MAX_VALUES }
    case 'contains':
    case 'starts_with':
      return { type: 'string', maxLength: MAX_VALUE_LENGTH }
    default:
      return value
  }
}

function valueSchema(field: Field): JSONSchema7 {
  return schemaOf({ ...field, ...field.compared, holds: null, nullable: false })
}
