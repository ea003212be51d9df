import type { Identity } from '#core/access/identity'
import { ArrivingFile } from '#core/files/arriving_file'
import { UUID } from '#core/resources/uuid'
import { notFound } from '#core/http/exceptions/problem'
import type { RecordRef } from '#plugins/attachments/models/attachment'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A file whose bytes its client sends by itself, in a place that no attachment has. */
export interface AttachmentUpload {
  readonly id: string
  /** Whose attachment it is to be. */
  readonly record: RecordRef
  readonly name: string
  readonly size: number
}

type Caller = Pick<Identity, 'userId' | 'keyId'>

/**
 * Reserves room for a file, and says whose it is to be.
 *
 * @returns its id
 * @throws 409 when the organization has no room for it
 */
export async function reserveUpload(
  caller: Caller,
  { record, name, size }: Omit<AttachmentUpload, 'id'>
): Promise<string> {
  const { id, organizationId } = await ArrivingFile.reserve(size)
  await UnitOfWork.get().query(
    `INSERT INTO attachment_uploads
       (organization_id, id, resource, record_id, name, size, user_id, key_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [organizationId, id, record.resource, record.id, name, size, caller.userId, caller.keyId]
  )
  return id
}

/** An upload of the caller's own. @throws 404 when there is none, or it has ended */
export async function findUpload(caller: Caller, id: string): Promise<AttachmentUpload> {
  if (!UUID.test(id)) throw notFound('attachment_upload')
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{
    resource: string
    record_id: string
    name: string
    size: string
  }>(
    `SELECT resource, record_id, name, size FROM attachment_uploads
     WHERE organization_id = $1 AND id = $2 AND user_id = $3 AND key_id IS NOT DISTINCT FROM $4`,
    [unit.organizationId, id, caller.userId, caller.keyId]
  )
  const [row] = rows
  if (!row) throw notFound('attachment_upload')
  const { resource, record_id: recordId, name, size } = row
  return { id, record: { resource, id: recordId }, name, size: Number(size) }
}

/** Whether a file may still be put where an upload belongs, as large as it was said to be. */
export async function isAwaited(id: string): Promise<boolean> {
  const unit = UnitOfWork.get()
  const { rowCount } = await unit.query(
    'SELECT FROM attachment_uploads WHERE organization_id = $1 AND id = $2',
    [unit.organizationId, id]
  )
  return rowCount === 1
}

/** Gives back the room of an upload, for the attachment that it becomes. */
export async function giveBackRoom(id: string): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(
    `UPDATE stored_files SET bytes = 0
     WHERE organization_id = $1 AND id = $2 AND state = 'arriving'`,
    [unit.organizationId, id]
  )
}

/**
 * Ends an upload. Its place stays known, and is emptied by the sweep: who was let write there may do so
 * until what they were given expires.
 *
 * @throws 404 when it has ended
 */
export async function endUpload(id: string): Promise<void> {
  const unit = UnitOfWork.get()
  await giveBackRoom(id)
  const { rowCount } = await unit.query(
    'DELETE FROM attachment_uploads WHERE organization_id = $1 AND id = $2',
    [unit.organizationId, id]
  )
  if (rowCount === 0) throw notFound('attachment_upload')
}
