import { emails as config } from '#config/emails'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { pathOf } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import type { MailAttachment } from '#core/mail/outgoing_mail'
import { UnitOfWork } from '#core/database/unit_of_work'

interface AttachedRow extends Record<string, unknown> {
  readonly file_id: string
  readonly name: string
  readonly content_type: string
}

/** Makes sure that files may be sent along: known to be harmless, and not too large. @throws 409, 422 */
export async function ensureSendable(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await UnitOfWork.get().query<{ bytes: number; are_clean: boolean }>(
    `SELECT coalesce(sum(size), 0)::float8 AS bytes, bool_and(scan_status = 'clean') AS are_clean
     FROM attachments WHERE organization_id = app_organization() AND id = ANY($1)`,
    [ids]
  )
  const { bytes = 0, are_clean: areClean = false } = rows[0] ?? {}
  if (!areClean) {
    throw conflict(
      'file_not_scanned',
      'A file is still being looked at, or was found to be harmful.'
    )
  }
  if (bytes <= config.maxAttachedBytes) return
  const message = `The attachments must have at most ${config.maxAttachedBytes} bytes together`
  throw invalid([{ field: 'attachment_ids', rule: 'maxBytes', message }])
}

/** What attachments are by now. In a unit of work. @throws {PermanentFailure} when one was deleted since */
export async function filesToSend(ids: readonly string[]): Promise<readonly AttachedRow[]> {
  if (ids.length === 0) return []
  const { rows } = await UnitOfWork.get().query<AttachedRow>(
    `SELECT file_id, name, content_type FROM attachments
     WHERE organization_id = app_organization() AND id = ANY($1) AND scan_status = 'clean'
     ORDER BY array_position($1, id)`,
    [ids]
  )
  if (rows.length < ids.length) throw new PermanentFailure('An attachment was deleted')
  return rows
}

/** Their bytes. Outside of units of work. */
export async function contentsOf(
  organizationId: string,
  files: readonly AttachedRow[]
): Promise<MailAttachment[]> {
  const store = await filesOf(organizationId)
  return Promise.all(
    files.map(async ({ file_id: id, name, content_type: contentType }) => {
      const stream = await store.open(pathOf(organizationId, id), null)
      if (stream === null) throw new PermanentFailure('The content of an attachment is gone')
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(Buffer.from(chunk))
      return { name, contentType, content: Buffer.concat(chunks) }
    })
  )
}
