import type { Resource } from '#core/resources/define_resource'
import type { FieldType } from '#core/resources/fields'

/** The SQL of a field, over `r` and the relations that the field names. */
export function fieldSql(resource: Resource, name: string): string {
  return resource.fields[name]?.sql ?? `r.${name}`
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
