import type { JSONSchema7 } from 'json-schema'
import { bodySchema, listOf, object, refTo, schemaName } from '#core/resources/openapi/operation'
import type { Reader } from '#core/resources/openapi/reader'
import { visibleFieldsOf } from '#core/resources/query/projection'
import type { InputValidator, Resource } from '#core/resources/define_resource'
import type { Field, Operator } from '#core/resources/fields'
import { schemaOf } from '#core/resources/json'

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
    [schemaName(resource, 'detail')]: shapeSchema(resource, resource.detail, visible),
    [schemaName(resource, 'entry')]: shapeSchema(resource, resource.list, visible),
    [schemaName(resource, 'page')]: pageSchema(refTo(schemaName(resource, 'entry'))),
    [schemaName(resource, 'filters')]: filtersSchema(resource, visible),
    ...(writes && {
      [schemaName(resource, 'new')]: writable(writes.create, resource, visible),
      [schemaName(resource, 'change')]: writable(writes.update, resource, visible),
    }),
  }
}

/** What is there unless `fields` asks for something else, and what else can be asked for. */
function shapeSchema(
  { fields, list, detail }: Resource,
  shape: readonly string[],
  visible: ReadonlySet<string>
): JSONSchema7 {
  const selectable = visibleFieldsOf([...new Set([...shape, ...detail, ...list])], visible)
  return {
    type: 'object',
    properties: Object.fromEntries(
      selectable.flatMap((name) => {
        const field = fields[name]
        return field ? [[name, schemaOf(field)] as const] : []
      })
    ),
    /* What takes a permission of its own is missing from the answers of those who lack it. */
    required: visibleFieldsOf(shape, visible).filter((name) => !fields[name]?.permission),
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
  resource: Resource,
  visible: ReadonlySet<string>
): JSONSchema7 {
  return bodySchema(check, (name) => visible.has(name) || resource.fields[name] === undefined)
}
