import { actorField } from '#plugins/identity/actor_field'
import { appUrl } from '#config/app'
import { schemaOfSummary } from '#core/resources/answer_schema'
import type { JSONSchema7 } from 'json-schema'
import pg from 'pg'
import type { Identity } from '#core/access/identity'
import { resourcesReadWhole } from '#plugins/imports/models/import/importable'
import { objectOf } from '#core/resources/summary'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  integer,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'

export const IMPORT_STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'canceled',
  'reverting',
  'reverted',
] as const

/** How far one has come, in percent. */
export const IMPORT_PROGRESS = '(r.processed::bigint * 100 / r.total)::integer'

/** How many of the errors are shown with an import; its error file has all of them. */
const MAX_ERRORS = 100

/** What is wrong with a line, and where in it. */
const ERROR: JSONSchema7 = schemaOfSummary({
  line: integer({ nullable: false }),
  column: text(),
  field: text(),
  rule: text({ nullable: false }),
  message: text({ nullable: false }),
})

/** How each field gets its value, by the field's name. */
const MAPPING: JSONSchema7 = {
  type: 'object',
  additionalProperties: { $ref: '#/components/schemas/ImportRule' },
}

/** Why it ended as failed. */
const failureSummary = {
  code: text({ sql: '{}.failure_code', nullable: false }),
  detail: text({ sql: '{}.failure_detail', nullable: false }),
}

/** What was said of lines, in their order: the first hundred. */
function linesSaid(table: string, column: string): string {
  return `(
  SELECT coalesce(json_agg(said.entry ORDER BY said.line, said.n), '[]')
  FROM (
    SELECT told.line, entry.n,
           json_build_object('line', told.line, 'column', entry.said -> 'column',
             'field', entry.said -> 'field', 'rule', entry.said -> 'rule',
             'message', entry.said -> 'message') AS entry
    FROM ${table} told, json_array_elements(told.${column}) WITH ORDINALITY entry (said, n)
    WHERE told.organization_id = r.organization_id AND told.import_id = r.id
    ORDER BY told.line, entry.n LIMIT ${MAX_ERRORS}
  ) said)`
}

const ERRORS = linesSaid('import_errors', 'errors')
const WARNINGS = linesSaid('import_warnings', 'warnings')

/** Files that become records, and how far each of them has come. */
export default defineResource({
  name: 'imports',
  singular: 'import',
  model: () => import('#plugins/imports/models/import'),
  policy: () => import('#plugins/imports/policies/import_policy'),
  standard: ['read', 'create'],
  actions: ['cancel', 'revert'],
  emits: ['cancel', 'finish', 'revert'],
  commands: ['cancel', 'revert'],
  own: { creator: 'created_by_id' },

  relations: {
    author: { table: 'users', key: 'created_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    organization: organizationId(),
    resource: code({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    file_name: text({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    file_size: integer({ nullable: false }),
    status: choice(IMPORT_STATUSES, { in: ['list', 'detail', 'page'] }),
    dry_run: boolean({ nullable: false, in: ['list', 'detail', 'page'] }),
    encoding: text({ nullable: false, filter: false, sort: false }),
    delimiter: text({ nullable: false, filter: false, sort: false }),
    columns: json({
      sql: 'to_json(r.columns)',
      nullable: false,
      holds: { type: 'array', items: { type: 'string' } },
    }),
    mapping: json({
      sqlFor: (caller) => `CASE WHEN ${readsWhole(caller)} THEN r.mapping END`,
      holds: MAPPING,
    }),
    match_by: code({ sort: false }),
    total: integer({ nullable: false, in: ['list', 'detail'] }),
    processed: integer({ nullable: false, in: ['list', 'detail'] }),
    progress: integer({ sql: IMPORT_PROGRESS, nullable: false, in: ['list', 'detail', 'page'] }),
    created: integer({ nullable: false, in: ['list', 'detail', 'page'] }),
    updated: integer({ nullable: false, in: ['list', 'detail', 'page'] }),
    unchanged: integer({ nullable: false, in: ['list', 'detail'] }),
    failed: integer({ nullable: false, in: ['list', 'detail', 'page'] }),
    incomplete: integer({ nullable: false, in: ['list', 'detail'] }),
    reverted: integer({ nullable: false }),
    kept: integer({ nullable: false }),
    failure: json({
      sql: `CASE WHEN r.failure_code IS NOT NULL THEN ${objectOf(failureSummary, 'r')} END`,
      holds: schemaOfSummary(failureSummary),
    }),
    errors: json({
      sqlFor: (caller) => `CASE WHEN ${readsWhole(caller)} THEN ${ERRORS} END`,
      holds: { type: 'array', items: ERROR },
    }),
    warnings: json({
      sqlFor: (caller) => `CASE WHEN ${readsWhole(caller)} THEN ${WARNINGS} END`,
      holds: { type: 'array', items: ERROR },
    }),
    created_by: actorField('author', 'created_by_id', ['list', 'detail', 'page']),
    started_at: timestamp(),
    finished_at: timestamp({ in: ['list', 'detail'] }),
    file_removed_at: timestamp(),
    file_url: text({
      sqlFor: (caller) =>
        `CASE WHEN r.file_id IS NOT NULL AND ${readsWhole(caller)}
              THEN ${pg.escapeLiteral(appUrl)} || '/api/imports/' || r.id || '/file/' END`,
      filter: false,
      sort: false,
    }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
    updated_at: timestamp({ nullable: false }),
  },
})

/**
 * Whether the caller may see what a file holds: it is their own, or they see every
 * field of all the records that it was for.
 */
export function readsWhole(caller: Identity): string {
  const names = resourcesReadWhole(caller).map((name) => pg.escapeLiteral(name))
  return `(r.created_by_id = ${pg.escapeLiteral(caller.userId)}${
    names.length > 0 ? ` OR r.resource IN (${names.join(', ')})` : ''
  })`
}
