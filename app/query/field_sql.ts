import type { Resource } from '#resources/define_resource'
import type { FieldType } from '#resources/fields'

/** The SQL of a field, over `r` and the relations that the field names. */
export function fieldSql(resource: Resource, name: string): string {
  return resource.fields[name]?.sql ?? `r.${name}`
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
