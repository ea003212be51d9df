import { type Field, OPERATORS, type Surface } from '#core/resources/fields'
import type { ResourceDefinition } from '#core/resources/define_resource'

type Fields = Readonly<Record<string, Field>>

/** The column of an embedded record's id, and how the id is read. */
interface Key {
  readonly column: string
  readonly sql: string
}

/** Where an id is always read, besides wherever the record itself is shown. */
const READ: readonly Surface[] = ['list', 'detail']

/**
 * The fields of a resource with the ids of the records that they embed: `<name>_id` for each
 * embedded `<name>`, by one rule for all of them (ADR 0265). What was said of writing the relation
 * is said of the id, and filters by the embedded record are former names of filters by its id. An
 * id that is declared, too, keeps its place and where it is shown.
 *
 * @throws when a record is embedded under another name than its key says
 */
export function withRelationIds(definition: ResourceDefinition): Fields {
  const { fields, name: resource } = definition
  const entries = Object.entries(fields).flatMap(([name, field]): [string, Field][] => {
    const key = field.aliasOf === null ? keyOf(definition, field) : null
    if (!key) return [[name, field]]
    const idName = `${name}_id`
    if (key.column !== idName) {
      throw new Error(
        `${resource}.${name} embeds the record of "${key.column}": call it "${key.column.replace(/_id$/, '')}"`
      )
    }
    const declared = fields[idName]
    const id = idOf(definition, name, field, key)
    const embedded: Field = { ...field, ...filters(field, idName, id), input: null, groupBy: null }
    return declared
      ? [[name, embedded]]
      : [
          [idName, id],
          [name, embedded],
        ]
  })
  return Object.fromEntries(
    entries.map(([name, field]) => [name, completed(definition, name, field)])
  )
}

/** A declared id as the rule has it. */
function completed(definition: ResourceDefinition, name: string, field: Field): Field {
  if (field.type !== 'uuid' || field.embeddedAs !== null || !name.endsWith('_id')) return field
  const embeddedAs = name.slice(0, -'_id'.length)
  const embedded = definition.fields[embeddedAs]
  const key = embedded && embedded.aliasOf === null ? keyOf(definition, embedded) : null
  if (!embedded || !key) return field
  const id = idOf(definition, embeddedAs, embedded, key)
  return {
    ...id,
    in: [...new Set([...(id.in ?? []), ...(field.in ?? definition.in ?? [])])],
    input: field.input ?? id.input,
    nullable: field.nullable,
  }
}

function idOf(
  { in: usual = [] }: ResourceDefinition,
  name: string,
  field: Field,
  { column, sql }: Key
): Field {
  const shown = (field.in ?? usual).filter((surface) => surface === 'list' || surface === 'detail')
  return {
    ...field,
    type: 'uuid',
    in: [...new Set([...READ, ...shown])],
    input: field.input && { ...field.input, key: null },
    sql,
    column,
    relations: sql.startsWith('r.') ? [] : field.relations,
    operators: OPERATORS.uuid,
    sortable: true,
    compared: null,
    filteredAs: null,
    embeddedAs: name,
    holds: null,
  }
}

/** An embedded record that could be filtered by still can, as its id. */
function filters({ operators }: Field, filteredAs: string, { sql }: Field) {
  if (operators.length === 0 || sql === null) return { operators: [], compared: null }
  return { operators: OPERATORS.uuid, compared: { type: 'uuid' as const, sql }, filteredAs }
}

/** By what key a field embeds a record; null when it embeds none. */
function keyOf({ relations = {} }: ResourceDefinition, field: Field): Key | null {
  if (field.type !== 'json') return null
  const [relation = '', ...others] = field.relations
  const declared = others.length === 0 ? relations[relation] : undefined
  if (declared?.references) return null
  const column = field.compared ? field.column : declared?.key
  if (!column) return null
  /* A record that counts as absent is absent in its id, too: what is shown is what is filtered by. */
  const sql = declared?.unless && declared.key === column ? `${relation}.id` : `r.${column}`
  return { column, sql }
}
