import type { Resource } from '#core/resources/define_resource'

/** The joins that the SQL of these fields needs, each once, from `r` to what it belongs to. */
export function joinsSql(resource: Resource, fields: readonly string[]): string {
  const needed = new Set(fields.flatMap((name) => resource.fields[name]?.relations ?? []))
  return [...needed].map((name) => joinSql(resource, name)).join(' ')
}

function joinSql(resource: Resource, name: string): string {
  const relation = resource.relations[name]
  if (!relation) throw new Error(`${resource.name} has no relation "${name}"`)
  const conditions = [`${name}.${relation.references ?? 'id'} = r.${relation.key}`]
  if (!relation.global) conditions.unshift(`${name}.organization_id = r.organization_id`)
  if (relation.unless) conditions.push(`NOT (${relation.unless})`)
  return `LEFT JOIN ${relation.table} ${name} ON ${conditions.join(' AND ')}`
}
