import { pathOf } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import { type Problem, conflict, notFound } from '#core/http/exceptions/problem'
import type { AnsweredFile } from '#core/http/file_answer'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { UnitOfWork } from '#core/database/unit_of_work'

interface ContentRow extends Record<string, unknown> {
  readonly file_id: string
  readonly name: string
  readonly size: string
  readonly content_type: string
  readonly sha256: string
  readonly scan_status: string
}

/** For which an address of the storage may be followed. */
const READ_SECONDS = 60

/**
 * The file of an attachment, for a caller for whom it is there. Opened when the unit of work has ended.
 *
 * @throws 404 when it is not there for them, 409 while it is not known to be harmless
 */
export async function contentOf(query: RecordQuery, id: string): Promise<AnsweredFile> {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const { rows } = await unit.query<ContentRow>(
    `SELECT r.file_id, r.name, r.size, r.content_type, r.sha256, r.scan_status FROM attachments r
     WHERE ${query.scope(statement)} AND r.id = ${statement.bind(id)}`,
    statement.values
  )
  const [row] = rows
  const { organizationId } = unit
  if (!row || organizationId === null) throw notFound('attachment')
  if (row.scan_status !== 'clean') throw unsafe(row.scan_status)
  return {
    name: row.name,
    contentType: row.content_type,
    bytes: Number(row.size),
    sha256: row.sha256,
    sign: async (answered) =>
      (await filesOf(organizationId)).signDownload(
        pathOf(organizationId, row.file_id),
        answered,
        READ_SECONDS
      ),
    open: async (part) =>
      (await filesOf(organizationId)).open(pathOf(organizationId, row.file_id), part),
  }
}

function unsafe(status: string): Problem {
  return status === 'pending'
    ? conflict('file_not_scanned', 'The file is still being looked at. Try again in a few minutes.')
    : conflict('file_refused', 'The file was found to be harmful, and is given to no one.')
}
