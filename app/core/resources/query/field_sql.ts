import { hash } from 'node:crypto'
import type { Resource } from '#core/resources/define_resource'
import type { Field, FieldType } from '#core/resources/fields'

/**
 * How well a record fits what is searched for, as lists are ordered by it: the best
 * first. No field, since there is none without a search, whose matches stand in `found`.
 */
export const RELEVANCE = 'relevance'

/** The SQL of a field, over `r` and the relations that the field names. */
export function fieldSql({ fields }: Resource, name: string): string {
  if (name === RELEVANCE && !fields[name]) {
    return 'found.rank'
  }
  return fields[name]?.sql ?? `r.${name}`
}

/**
 * A field as lists are ordered by it and as filters compare it: what people read follows the
 * alphabet, and so do the indexes over it. Equality is the same in either order.
 */
export function orderedSql(resource: Resource, name: string): string {
  const sql = resource.fields[name]?.ordered ?? fieldSql(resource, name)
  return resource.fields[name]?.isAlphabetical ? `(${sql}) COLLATE alphabetical` : sql
}

/** What a list may be ordered by holds, and whether it may be absent. */
export function sortKeyOf({ fields }: Resource, name: string): Pick<Field, 'type' | 'nullable'> {
  const field = fields[name]
  if (field) return field
  return name === RELEVANCE
    ? { type: 'integer', nullable: false }
    : { type: 'text', nullable: true }
}

/** What filters and imports compare for equality: the key of what is the same in any case. */
export function equalitySql(resource: Resource, name: string): string {
  const field = resource.fields[name]
  if (!field?.anyCase) return field?.compared?.sql ?? orderedSql(resource, name)
  return field.anyCase === true ? `name_key(${fieldSql(resource, name)})` : field.anyCase
}

/** The column whose value a field shows or embeds; null when it shows something computed. */
export function columnOf(resource: Resource, name: string): string | null {
  const field = resource.fields[name]
  if (!field || field.sqlFor) return null
  if (field.column) return field.column
  const [relation, ...others] = field.relations
  if (field.type === 'json' && relation && others.length === 0) {
    return resource.relations[relation]?.key ?? null
  }
  return /^r\.(\w+)$/.exec(fieldSql(resource, name))?.[1] ?? null
}

/** The longest name that PostgreSQL keeps, in bytes. */
export const MAX_NAME = 63

/**
 * A name as PostgreSQL keeps it whole: itself, or a beginning of it with a digest where it would be
 * cut off, and be another one's.
 */
export function shortName(name: string, max = MAX_NAME): string {
  if (Buffer.byteLength(name) <= max) return name
  const digest = hash('sha1', name).slice(0, 10)
  return `${name.slice(0, max - digest.length - 1)}_${digest}`
}

/** The PostgreSQL type that a value of the field is compared as. */
export function sqlType(type: FieldType | undefined): string {
  switch (type) {
    case 'uuid':
    case 'boolean':
    case 'date':
    case 'integer':
      return type
    case 'decimal':
      return 'numeric'
    case 'timestamp':
      return 'timestamptz'
    default:
      return 'text'
  }
}

/** The joins that the SQL of these fields needs, each once, from `r` to what it belongs to. */
export function joinsSql(resource: Resource, fields: readonly string[]): string {
  const needed = new Set(fields.flatMap((name) => resource.fields[name]?.relations ?? []))
  return [...needed].map((name) => joinSql(resource, name)).join(' ')
}

function joinSql(resource: Resource, name: string): string {
  const relation = resource.relations[name]
  if (!relation) throw new Error(`${resource.name} has no relation "${name}"`)
  const id = relation.sql ?? `r.${relation.key}`
  const conditions = [`${name}.${relation.references ?? 'id'} = ${id}`]
  if (!relation.global) conditions.unshift(`${name}.organization_id = r.organization_id`)
  if (relation.unless) conditions.push(`NOT (${relation.unless})`)
  return `LEFT JOIN ${relation.table} ${name} ON ${conditions.join(' AND ')}`
}
