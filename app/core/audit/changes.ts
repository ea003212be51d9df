import type { Identity } from '#core/access/identity'
import { customChangesSql, hidesFieldsSql } from '#core/custom_fields/changes'
import { CUSTOM } from '#core/custom_fields/custom_field'
import { entriesFor, pathOf, readPermissionOf } from '#core/plugins/fields/entries'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import { areOnSql, needsJson } from '#core/plugins/where_on'
import { columnOf } from '#core/resources/query/field_sql'
import type { Resource } from '#core/resources/define_resource'
import { asJson } from '#core/resources/json'
import { resources } from '#core/resources/registry'

/** What a resource shows of its columns: the field's name and type by the column's name. */
type Shown = Readonly<Record<string, readonly [name: string, type: string]>>

/**
 * SQL over `r`, an event: what it changed, as `{ field: { from, to } }`, by the
 * names of the resource's fields, those of plugins that are on among them. A column
 * that is no field is not shown, nor is a field that the caller may not read of
 * every record: events are of anyone's records.
 */
export function changesSql(caller: Identity): string {
  const value = (column: string) => shownValueSql(column, 'shown.field ->> 1')
  return `(
    SELECT coalesce(json_object_agg(shown.field ->> 0, json_build_object(
      'from', ${value('entry.was')}, 'to', ${value('entry.is')}) ORDER BY entry.key), '{}')
    FROM (
      SELECT own.key, r.before -> own.key AS was, r.after -> own.key AS is
      FROM jsonb_object_keys(coalesce(r.before, '{}') || coalesce(r.after, '{}')) own (key)
      ${addedSql()}
      ${customChangesSql(caller)}) entry
    CROSS JOIN LATERAL (
      SELECT CASE WHEN starts_with(entry.key, '${CUSTOM}.') THEN jsonb_build_array(entry.key, 'json')
        ELSE '${shownTo(caller)}'::jsonb -> r.resource -> entry.key END AS field) shown
    WHERE shown.field IS NOT NULL)`
}

/**
 * A value that an event has kept, as records show it.
 *
 * @param kept SQL of it, as JSON
 * @param type SQL of the type of its field
 */
export function shownValueSql(kept: string, type: string): string {
  return `
    CASE ${type}
      WHEN 'decimal' THEN to_jsonb((${kept}) #>> '{}')
      WHEN 'timestamp' THEN to_jsonb(${asJson('timestamp', `((${kept}) #>> '{}')::timestamptz`)})
      ELSE ${kept} END`
}

/** The fields that plugins keep in `extensions`, as further entries: those that an event changed, of plugins that are on. */
function addedSql(): string {
  const added = [...resources.values()].flatMap((resource) => {
    const places = keptOf(resource).map((entry) => [pathOf(entry), [entry.plugin, entry.key]])
    return places.length > 0 ? [[resource.noun, Object.fromEntries(places)] as const] : []
  })
  if (added.length === 0) return ''
  const needs = installedPlugins().map((plugin) => `"${plugin.id}":${needsJson(plugin)}`)
  const value = (side: string) =>
    `r.${side} #> ARRAY['extensions', added.place ->> 0, added.place ->> 1]`
  return `UNION ALL
      SELECT added.path, ${value('before')}, ${value('after')}
      FROM jsonb_each('${JSON.stringify(Object.fromEntries(added))}'::jsonb -> r.resource) added (path, place)
      WHERE ${value('before')} IS DISTINCT FROM ${value('after')}
        AND ${areOnSql('r.organization_id', `'{${needs.join()}}'::jsonb -> (added.place ->> 0)`)}`
}

/** What plugins keep in records of a resource. */
function keptOf(resource: Resource) {
  if (!resource.extensible) return []
  return entriesFor(resource, installedPlugins()).filter(({ field }) => field.computed === null)
}

/**
 * SQL over `r`, an event: what is known of it besides. What was asked of an
 * export may name a field, so that only those who may read all fields see it.
 */
export function detailsSql(caller: Identity): string {
  const partly = [...resources.values()].filter((resource) => hidden(resource, caller).size > 0)
  const nouns = partly.map(({ noun }) => `'${noun}'`).join()
  const ofOwn = hidesFieldsSql(caller)
  const withheld = [
    ...(partly.length > 0 ? [`r.resource IN (${nouns})`] : []),
    ...(ofOwn === null ? [] : [ofOwn]),
  ]
  if (withheld.length === 0) return 'r.details'
  return `CASE WHEN r.outcome = 'done' AND (${withheld.join(' OR ')}) THEN NULL ELSE r.details END`
}

const known = new Map<string, string>()

/** The columns that the caller may know of, of all resources, as JSON. */
function shownTo(caller: Identity): string {
  const withheld = [...resources.values()].flatMap((resource) => [...hidden(resource, caller)])
  const key = `${installedGeneration()}:${resources.size}:${withheld.join()}`
  const text = known.get(key) ?? JSON.stringify(columnsShown(new Set(withheld)))
  known.set(key, text)
  return text
}

function columnsShown(withheld: ReadonlySet<string>): Readonly<Record<string, Shown>> {
  return Object.fromEntries(
    [...resources.values()].map((resource) => [resource.noun, shownOf(resource, withheld)])
  )
}

/** A field that is a column comes before one that embeds what the column points to. */
function shownOf(resource: Resource, withheld: ReadonlySet<string>): Shown {
  const entries = Object.entries(resource.fields)
    .filter(([, { permission }]) => permission === null || !withheld.has(permission))
    .flatMap(([name, { type }]) => {
      const column = columnOf(resource, name)
      return column === null ? [] : [[column, [name, type]] as const]
    })
  const added = keptOf(resource).flatMap((entry) => {
    const permission = readPermissionOf(entry)
    if (permission !== null && withheld.has(permission)) return []
    return [[pathOf(entry), [pathOf(entry), entry.field.type]] as const]
  })
  return Object.fromEntries([
    ...entries.filter(([, [, type]]) => type === 'json'),
    ...entries.filter(([, [, type]]) => type !== 'json'),
    ...added,
  ])
}

/** The permissions for fields of a resource that the caller lacks. */
function hidden(resource: Resource, { grants }: Identity): ReadonlySet<string> {
  const own = Object.values(resource.fields).map(({ permission }) => permission)
  const added = resource.extensible ? entriesFor(resource, installedPlugins()) : []
  const asked = [...own, ...added.map(readPermissionOf)].flatMap((permission) => permission ?? [])
  return new Set(asked.filter((permission) => !grants.includes(permission, 'all')))
}
