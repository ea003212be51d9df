import type { Identity } from '#core/access/identity'
import { shownValueSql } from '#core/audit/changes'
import type { Resource } from '#core/resources/define_resource'
import { columnOf, fieldSql, joinsSql } from '#core/resources/query/field_sql'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { TimelineSource } from '#core/timeline/source'

/** The changes of a record that touch some of its columns, of which there may be none. */
const changesTo = (organization: string, columns: string) => `
  SELECT e.created_at AS at, e.id FROM audit_events e
  WHERE e.organization_id = ${organization} AND e.record_id = s.id AND e.resource = s.type
    AND e.outcome = 'done' AND e.before IS NOT NULL AND e.after IS NOT NULL
    AND jsonb_exists_any(e.after, ${columns})`

/** Something of each resource, by the type of a record. Names of resources and columns are ours. */
const byType = (record: string, entries: readonly (readonly [name: string, sql: string])[]) =>
  `CASE ${record}.type ${entries.map(([name, sql]) => `WHEN '${name}' THEN ${sql}`).join(' ')} END`

/** Changes of the fields that resources have chosen, as far as they exist for the caller; null where none do. */
export function fieldChanges(of: readonly Resource[], caller: Identity): TimelineSource | null {
  const chosen = of.flatMap((resource) => {
    const fields = chosenFields(resource, caller)
    return fields.length === 0 ? [] : [{ name: resource.name, fields }]
  })
  if (chosen.length === 0) return null
  const columns = chosen.map(
    ({ name, fields }) =>
      [name, `'{${fields.map(({ column }) => column).join()}}'::text[]`] as const
  )
  const shown = Object.fromEntries(
    chosen.map(({ name, fields }) => [
      name,
      fields.map(({ column, field, type }) => [column, field, type]),
    ])
  )
  return {
    items: (organization) => changesTo(organization, byType('s', columns)),
    shown: (organization) => `
      SELECT e.actor_id, NULL::text,
        'Changed ' || string_agg(replace(named.entry ->> 1, '_', ' '), ', ' ORDER BY named.place),
        json_build_object('changes', json_object_agg(named.entry ->> 1, json_build_object(
          'from', ${shownValueSql('e.before -> (named.entry ->> 0)', 'named.entry ->> 2')},
          'to', ${shownValueSql('e.after -> (named.entry ->> 0)', 'named.entry ->> 2')})
          ORDER BY named.place))
      FROM audit_events e
      CROSS JOIN LATERAL json_array_elements('${JSON.stringify(shown)}'::json -> p.type)
        WITH ORDINALITY named (entry, place)
      WHERE e.organization_id = ${organization} AND e.id = p.id
        AND jsonb_exists(e.after, named.entry ->> 0)
      GROUP BY e.actor_id`,
  }
}

function chosenFields(resource: Resource, caller: Identity) {
  const visible = visibleFields(resource, caller)
  return (resource.timeline?.fields ?? []).flatMap((field) => {
    const column = columnOf(resource, field)
    const type = resource.fields[field]?.type
    return visible.has(field) && column !== null && type ? [{ field, column, type }] : []
  })
}

/** To whom records were assigned, as they show that themselves; null where none of them is. */
export function assignments(of: readonly Resource[], caller: Identity): TimelineSource | null {
  const assigned = of.flatMap((resource) => {
    const column = resource.own?.assignee
    const field = column === undefined ? null : embeddedBy(resource, caller, column)
    return column === undefined || field === null ? [] : [{ resource, column, field }]
  })
  if (assigned.length === 0) return null
  const columns = assigned.map(
    ({ resource, column }) => [resource.name, `'{${column}}'::text[]`] as const
  )
  return {
    /* A change may be of fields, too: an item is told from that by its kind. */
    items: (organization) => changesTo(organization, byType('s', columns)),
    shown: (organization) => {
      const ends = assigned.map(({ resource, column, field }) => {
        const named = (side: 'before' | 'after') => `(
          SELECT ${fieldSql(resource, field)}
          FROM (SELECT ${organization} AS organization_id,
                       (e.${side} ->> '${column}')::uuid AS ${column}) r
          ${joinsSql(resource, [field])})`
        return `SELECT ${named('before')} AS was, ${named('after')} AS becomes
                WHERE p.type = '${resource.name}'`
      })
      return `
        SELECT e.actor_id, NULL::text,
          CASE WHEN jsonb_typeof(given.id) = 'null' THEN 'Assigned to no one'
               ELSE 'Assigned to ' || coalesce(
                 to_.becomes ->> 'full_name', to_.becomes ->> 'name', 'someone who is gone') END,
          json_build_object('from', to_.was, 'to', to_.becomes)
        FROM audit_events e
        CROSS JOIN LATERAL (SELECT e.after -> ${byType(
          'p',
          assigned.map(({ resource, column }) => [resource.name, `'${column}'`])
        )} AS id) given
        CROSS JOIN LATERAL (${ends.join(' UNION ALL ')}) to_
        WHERE e.organization_id = ${organization} AND e.id = p.id`
    },
  }
}

/** The field that embeds the record which a column names, where it exists for the caller. */
function embeddedBy(resource: Resource, caller: Identity, column: string): string | null {
  const visible = visibleFields(resource, caller)
  const found = Object.entries(resource.fields).find(
    ([name, { type, aliasOf }]) =>
      type === 'json' &&
      aliasOf === null &&
      columnOf(resource, name) === column &&
      visible.has(name)
  )
  return found?.[0] ?? null
}
