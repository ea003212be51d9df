import { actorSummary } from '#plugins/identity/summaries'
import type { Read } from '#core/database/read'
import { notFound } from '#core/http/exceptions/problem'
import { embedded, integer, text, timestamp } from '#core/resources/fields'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { objectOf } from '#core/resources/summary'

/** What a note said, until another version took its place. */
export const versionSummary = {
  version: integer({ nullable: false }),
  subject: text(),
  body: text(),
  replaced_by: embedded('u', actorSummary),
  replaced_at: timestamp({ nullable: false }),
}

/**
 * The former versions of a note that are kept, newest first.
 *
 * @throws 404 when the note is not there for the caller
 */
export function noteVersions(query: RecordQuery, id: string): Read<string> {
  const statement = new Statement()
  const scope = query.scope(statement)
  return statement.read<{ body: string }, string>(
    `SELECT json_build_object('count', count(v.version), 'next', NULL, 'previous', NULL,
       'results', coalesce(json_agg(${objectOf(versionSummary, 'v')} ORDER BY v.version DESC)
         FILTER (WHERE v.version IS NOT NULL), '[]'))::text AS body
     FROM notes r
     LEFT JOIN note_versions v ON v.organization_id = r.organization_id AND v.note_id = r.id
     LEFT JOIN users u ON u.id = v.replaced_by_id
     WHERE ${scope} AND r.id = ${statement.bind(id)} GROUP BY r.id`,
    ([row]) => {
      if (!row) throw notFound('note')
      return row.body
    }
  )
}
