import { Transform } from 'node:stream'
import { encodeText } from '#plugins/imports/models/import/csv_encoding'
import { preambleOf } from '#plugins/imports/models/import/csv_head'
import { ERROR_COLUMN, withErrors } from '#plugins/imports/models/import/error_column'
import { type Reader, readHeld } from '#plugins/imports/models/import/readable'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Kept extends Record<string, unknown> {
  readonly header: string
  readonly encoding: string
  readonly delimiter: string
}

/**
 * The refused lines of an import as they stood in its file, byte for byte, with
 * why they were refused in a column before the others.
 *
 * @throws 404 when there is no such import for the caller, or its lines are
 * removed; 403 when they may not see what its file held
 */
export async function errorFileOf(reader: Reader, id: string) {
  const kept = await readHeld<Kept>(reader, id, 'r.header, r.encoding, r.delimiter')
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
      values: [UnitOfWork.get().organizationId, id],
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
