import { describeAnswer, schemaOf } from '#core/resources/answer_schema'
import type { JSONSchema7 } from 'json-schema'
import { bodySchema, listOf, object, refTo, schemaName } from '#core/resources/openapi/operation'
import type { Reader } from '#core/resources/openapi/reader'
import type { InputValidator, Resource } from '#core/resources/define_resource'
import type { Field, Operator } from '#core/resources/fields'

const LINK: JSONSchema7 = { type: ['string', 'null'], format: 'uri' }

/** The schemas of a resource as a reader sees it, by their names. */
export async function resourceSchemas(
  declared: Resource,
  reader: Reader
): Promise<Readonly<Record<string, JSONSchema7>>> {
  const resource = reader.see(declared)
  const visible = reader.visible(resource)
  const writes = await resource.writes?.()
  return {
    [schemaName(resource, 'detail')]: describeAnswer(resource, 'detail', visible),
    [schemaName(resource, 'entry')]: describeAnswer(resource, 'list', visible),
    [schemaName(resource, 'page')]: pageSchema(refTo(schemaName(resource, 'entry'))),
    [schemaName(resource, 'filters')]: filtersSchema(resource, visible),
    ...(writes && {
      [schemaName(resource, 'new')]: writable(writes.create, resource, visible),
      [schemaName(resource, 'change')]: writable(writes.update, resource, visible),
    }),
  }
}

function pageSchema(entry: JSONSchema7): JSONSchema7 {
  return object({
    count: { type: ['integer', 'null'], minimum: 0 },
    next: LINK,
    previous: LINK,
    results: listOf(entry),
  })
}

/** One property for each field and operator, called as the parameter is: `value[gte]`. */
function filtersSchema({ fields }: Resource, visible: ReadonlySet<string>): JSONSchema7 {
  const properties = [...visible].flatMap((name) => {
    const field = fields[name]
    return (field?.operators ?? []).map((operator) => [
      operator === 'eq' ? name : `${name}[${operator}]`,
      field ? operandSchema(field, operator) : {},
    ])
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  }
}

function operandSchema(field: Field, operator: Operator): JSONSchema7 {
  switch (operator) {
    case 'is_null':
      return { type: 'boolean' }
    case 'in':
    case 'nin':
      return { type: 'string', description: 'At most 100 values, with commas between them.' }
    case 'contains':
    case 'starts_with':
      return { type: 'string', maxLength: 1000 }
    default:
      return schemaOf({ ...field, ...field.compared, holds: null, nullable: false })
  }
}

function writable(
  check: InputValidator,
  { fields }: Resource,
  visible: ReadonlySet<string>
): JSONSchema7 {
  const hidden = new Set(
    Object.entries(fields).flatMap(([name, { input }]) =>
      visible.has(name) ? [] : [name, input?.key ?? name]
    )
  )
  return bodySchema(check, (name) => !hidden.has(name))
}
