import { describeAnswer, visiblePart } from '#core/resources/answer_schema'
import type { JSONSchema7 } from 'json-schema'
import {
  bodySchema,
  listOf,
  object,
  ofParent,
  refTo,
  schemaName,
} from '#core/resources/openapi/operation'
import { orCaller } from '#core/resources/json'
import { namesCaller } from '#core/resources/related'
import { INCLUDED, includables } from '#core/resources/query/included'
import type { Reader } from '#core/resources/openapi/reader'
import type { InputValidator, Resource } from '#core/resources/define_resource'

const LINK: JSONSchema7 = { type: ['string', 'null'], format: 'uri' }

/** The schemas of a resource as a reader sees it, by their names. */
export async function resourceSchemas(
  declared: Resource,
  reader: Reader
): Promise<Readonly<Record<string, JSONSchema7>>> {
  const resource = reader.see(declared)
  const visible = reader.visible(resource)
  const writes = await resource.writes?.()
  const made = writes && writable(writes.create, resource, visible)
  const shown = (surface: 'detail' | 'list') => {
    const described = describeAnswer(resource, surface, visible)
    return includables(resource, visible).size > 0 ? including(described) : described
  }
  return {
    [schemaName(resource, 'detail')]: shown('detail'),
    [schemaName(resource, 'entry')]: pickable(shown('list')),
    [schemaName(resource, 'page')]: pageSchema(refTo(schemaName(resource, 'entry'))),
    ...(made &&
      Object.fromEntries(
        resource.parents.map((parent) => [
          schemaName(resource, 'related', ofParent(resource, parent)),
          without(made, parent.key),
        ])
      )),
    ...(writes &&
      made && {
        [schemaName(resource, 'new')]: made,
        [schemaName(resource, 'change')]: returnable(
          writable(writes.update, resource, visible),
          resource,
          visible
        ),
      }),
  }
}

/** What was asked for by `include`, which is of other resources. */
const INCLUDED_RECORDS: JSONSchema7 = {
  type: 'object',
  description:
    'What `include` names: a related record, or null; of associated ones `results`, and as `next` the link to more.',
  additionalProperties: true,
}

function including(record: JSONSchema7): JSONSchema7 {
  return { ...record, properties: { ...record.properties, [INCLUDED]: INCLUDED_RECORDS } }
}

/** A body that says in its path what it may leave out. */
function without({ required = [], ...body }: JSONSchema7, key: string): JSONSchema7 {
  return { ...body, required: required.filter((name) => name !== key) }
}

/** What a record looks like of which `fields` may pick members: any of them may be absent. */
function pickable(entry: JSONSchema7): JSONSchema7 {
  const { required, ...rest } = entry
  return { ...rest, description: 'With `fields`, nothing but what it names.' }
}

function pageSchema(entry: JSONSchema7): JSONSchema7 {
  return object({
    count: { type: ['integer', 'null'], minimum: 0 },
    next: LINK,
    previous: LINK,
    page_size: { type: 'integer', description: 'The one that was used: at most 100.' },
    results: listOf(entry),
  })
}

/**
 * A body that changes a record, which may also be the record as it was read: what cannot be written
 * is let pass when it is unchanged.
 */
export function returnable(
  body: JSONSchema7,
  resource: Resource,
  visible: ReadonlySet<string>
): JSONSchema7 {
  const shown = describeAnswer(resource, 'detail', visible).properties ?? {}
  const { properties = {} } = body
  const entries = Object.entries(shown).flatMap(([name, schema]): [string, JSONSchema7][] => {
    const own = properties[name]
    const read: JSONSchema7 = { ...Object(schema), readOnly: true }
    if (own === undefined) return [[name, read]]
    const isOther = resource.fields[name]?.type === 'json' && !resource.fields[name].input
    return isOther ? [[name, { anyOf: [own, read] }]] : []
  })
  return { ...body, properties: { ...properties, ...Object.fromEntries(entries) } }
}

function writable(
  check: InputValidator,
  resource: Resource,
  visible: ReadonlySet<string>
): JSONSchema7 {
  const { fields } = resource
  const hidden = new Set(
    Object.entries(fields).flatMap(([name, { input }]) =>
      visible.has(name) ? [] : [name, input?.key ?? name]
    )
  )
  const body = bodySchema(check, (name) => !hidden.has(name))
  const people = Object.entries(body.properties ?? {}).flatMap(([name, schema]) =>
    typeof schema === 'object' && namesCaller(resource, name)
      ? [[name, orCaller(schema)] as const]
      : []
  )
  const added = ['extensions', 'custom'].flatMap((name) => {
    const schema = body.properties?.[name]
    return typeof schema === 'object' ? [[name, visiblePart(name, schema, visible)] as const] : []
  })
  return {
    ...body,
    properties: {
      ...body.properties,
      ...Object.fromEntries(people),
      ...Object.fromEntries(added),
    },
  }
}
