import { Transform } from 'node:stream'
import { Problem, notFound } from '#core/http/exceptions/problem'
import { encodeText } from '#plugins/imports/models/import/csv_encoding'
import { preambleOf } from '#plugins/imports/models/import/csv_head'
import { ERROR_COLUMN, withErrors } from '#plugins/imports/models/import/error_column'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import type { RequestContext } from '#core/resources/records/record'
import { readsWhole } from '#plugins/imports/resources/imports'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Kept extends Record<string, unknown> {
  readonly header: string
  readonly encoding: string
  readonly delimiter: string
  readonly is_removed: boolean
  readonly is_readable: boolean
}

/**
 * The refused lines of an import as they stood in its file, byte for byte, with
 * why they were refused in a column before the others.
 *
 * @throws 404 when there is no such import for the caller, or its lines are
 * removed; 403 when they may not see what its file held
 */
export async function errorFileOf(
  { resource, identity }: Pick<RequestContext, 'identity' | 'resource'>,
  id: string
) {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const scope = new Scope(resource, identity, unit.organizationId).readable(statement)
  const { rows } = await unit.query<Kept>(
    `SELECT r.header, r.encoding, r.delimiter, r.file_removed_at IS NOT NULL AS is_removed,
            ${readsWhole(identity)} AS is_readable
     FROM imports r WHERE ${scope} AND r.id = ${statement.bind(id)}`,
    statement.values
  )
  const [kept] = rows
  if (!kept) throw notFound(resource.singular)
  if (!kept.is_readable) throw notYours()
  if (kept.is_removed) throw removed()
  return {
    name: `import_${id}_errors.csv`,
    charset: kept.encoding,
    rows: {
      text: `SELECT refused.raw,
               (SELECT string_agg(concat_ws(': ', entry.error ->> 'column', entry.error ->> 'message'),
                                  '; ' ORDER BY entry.n)
                FROM json_array_elements(refused.errors) WITH ORDINALITY entry (error, n)
               ) AS errors
             FROM import_errors refused
             WHERE refused.organization_id = $1 AND refused.import_id = $2
             ORDER BY refused.line`,
      values: [unit.organizationId, id],
    },
    lines: linesBehind(kept),
  }
}

/** Makes the file of the rows of the refused lines. */
function linesBehind({ header, encoding, delimiter }: Kept): Transform {
  const preamble = preambleOf(header)
  const bytes = (text: string) => encodeText(text, encoding)
  const lines = new Transform({
    writableObjectMode: true,
    transform({ raw, errors }: Record<'raw' | 'errors', string>, _encoding, done) {
      done(null, bytes(withErrors(raw, errors, delimiter)))
    },
  })
  lines.push(bytes(`${preamble}${ERROR_COLUMN}${delimiter}${header.slice(preamble.length)}`))
  return lines
}

function notYours(): Problem {
  return new Problem(403, {
    code: 'permission_denied',
    detail:
      'Only the user who started the import, and users who may read everything in it, can download this file.',
  })
}

function removed(): Problem {
  return new Problem(404, {
    code: 'file_removed',
    detail: 'The lines of this import have been removed since.',
  })
}
