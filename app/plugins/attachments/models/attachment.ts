import { compose } from '@adonisjs/core/helpers'
import { AttachmentSchema } from '#database/schema'
import { type ArrivingFile } from '#core/files/arriving_file'
import { cleanFileName } from '#core/files/file_name'
import sweepFiles from '#core/files/sweep'
import { enqueue } from '#core/jobs/enqueue'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { noteRemoval } from '#plugins/attachments/models/attachment/removal'
import type { InspectedFile } from '#plugins/attachments/models/attachment/inspected_file'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The record that has attachments. */
export interface RecordRef {
  /** The name of its resource: `customers`. */
  readonly resource: string
  readonly id: string
}

/** A file that a record has. */
export default class Attachment extends compose(
  AttachmentSchema,
  OrganizationScoped,
  EmitsEvents('attachments'),
  Authored,
  Versioned
) {
  /**
   * Gives a record a file that has arrived and lies where it stays.
   *
   * @throws 409 when the file was given up, since it took too long
   */
  static async attach(
    { resource, id: recordId }: RecordRef,
    arriving: ArrivingFile,
    file: InspectedFile
  ): Promise<Attachment> {
    await arriving.keep(file.bytes)
    const { name, bytes: size, contentType, sha256, verdict } = file
    return this.create({
      resource,
      recordId,
      fileId: arriving.id,
      name,
      size,
      contentType,
      sha256,
      scanStatus: verdict.result,
      scanReason: verdict.result === 'clean' ? null : verdict.reason,
    })
  }

  /** Takes the attachments of a record over to the one that it has become. @param from stays as it is otherwise */
  static async move(from: RecordRef, to: RecordRef): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE attachments
       SET resource = $4, record_id = $5, moved_from_resource = $2, moved_from_id = $3,
           version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND resource = $2 AND record_id = $3`,
      [UnitOfWork.get().organizationId, from.resource, from.id, to.resource, to.id]
    )
  }

  /** Gives back what `move` took over, as far as it is still there. */
  static async moveBack(from: RecordRef, to: RecordRef): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE attachments
       SET resource = $2, record_id = $3, moved_from_resource = NULL, moved_from_id = NULL,
           version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND moved_from_resource = $2 AND moved_from_id = $3
         AND resource = $4 AND record_id = $5`,
      [UnitOfWork.get().organizationId, from.resource, from.id, to.resource, to.id]
    )
  }

  /** A name that is safe to be kept under stays as it is; what may not follow from it is taken out. */
  override async save(): Promise<this> {
    this.name = cleanFileName(this.name, this.contentType)
    return super.save()
  }

  /** With its bytes, which are deleted when this has committed. The timeline of its record says so. */
  override async delete(): Promise<void> {
    await super.delete()
    await noteRemoval(this)
    await enqueue(sweepFiles, { organizationId: this.organizationId })
  }
}
