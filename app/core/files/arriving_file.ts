import { v7 as uuidv7 } from 'uuid'
import { files } from '#config/files'
import { uploads } from '#config/clients'
import { type Problem, conflict } from '#core/http/exceptions/problem'
import { filesOf } from '#core/files/kept_files'
import type { SpooledFile } from '#core/files/spool'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

const MEGABYTE = 1024 * 1024

/** Seconds after which what is still arriving never will: longer than any upload may take. */
export const ARRIVAL_SECONDS = uploads.pace.seconds + 3_600

/** Where the file of a record lies. No plugin has an id that begins with an underscore. */
export function pathOf(organizationId: string, id: string): string {
  return `${organizationId}/_records/${id}`
}

/**
 * A file on its way to a record. It is reserved, stored and kept, in this order; the one who reserves it sees to
 * it that it is discarded when it is not kept. What a crash leaves is discarded by the job `files:sweep`.
 */
export class ArrivingFile {
  #isKept = false

  private constructor(
    readonly organizationId: string,
    readonly id: string
  ) {}

  /**
   * Reserves room for a file, in a unit of its organization that commits before the file arrives.
   *
   * @param bytes at the most
   * @throws 409 when the organization has no room for it. Others that reserve wait for the unit
   */
  static async reserve(bytes: number): Promise<ArrivingFile> {
    const unit = UnitOfWork.get()
    const { organizationId } = unit
    if (organizationId === null) throw new Error('Files belong to an organization')
    const arriving = new ArrivingFile(organizationId, uuidv7())
    unit.queryDeferred(
      `INSERT INTO stored_files (organization_id, id, bytes, state) VALUES ($1, $2, $3, 'arriving')`,
      [organizationId, arriving.id, bytes]
    )
    const { used, quota } = await usageOf(unit)
    if (used > quota) throw quotaExceeded(used - bytes, quota)
    return arriving
  }

  /** Puts the bytes where they stay. Outside of units of work. @param file is not there any more afterwards */
  async store(file: SpooledFile, contentType: string): Promise<void> {
    const store = await filesOf(this.organizationId)
    await store.putFile(pathOf(this.organizationId, this.id), file.path, contentType)
  }

  /** The same, of bytes. */
  async storeBytes(bytes: Uint8Array, contentType: string): Promise<void> {
    const store = await filesOf(this.organizationId)
    await store.put(pathOf(this.organizationId, this.id), bytes, contentType)
  }

  /**
   * Says that a record has it from here on, in the unit that makes the record.
   *
   * @throws 409 when it took so long that it was given up
   */
  async keep(bytes: number): Promise<void> {
    const { rowCount } = await UnitOfWork.get().query(
      `UPDATE stored_files SET state = 'kept', bytes = $3
       WHERE organization_id = $1 AND id = $2 AND state = 'arriving'`,
      [this.organizationId, this.id, bytes]
    )
    if (rowCount === 0) {
      throw conflict('upload_expired', 'The file took too long to arrive. Send it again.')
    }
    this.#isKept = true
  }

  /** Deletes it, unless the unit that kept it has committed. Outside of units of work. */
  async discard(): Promise<void> {
    const { organizationId, id } = this
    const isGivenUp = await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
      const { rowCount } = await unit.query(
        `UPDATE stored_files SET state = 'released'
         WHERE organization_id = $1 AND id = $2 AND state = 'arriving'`,
        [organizationId, id]
      )
      return rowCount === 1
    })
    if (isGivenUp) await removeReleased(organizationId, [id])
  }

  /**
   * Runs the rest of what makes a record of it, and discards it when that fails, or comes to keep none.
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work()
      if (!this.#isKept) await this.discard()
      return result
    } catch (error) {
      /* What cannot be deleted now is found by the sweep; why it failed is what the caller wants to know. */
      await this.discard().catch(() => null)
      throw error
    }
  }
}

/** Deletes the bytes of files that no record has any more, and then what is known of them. */
export async function removeReleased(
  organizationId: string,
  ids: readonly string[]
): Promise<void> {
  const store = await filesOf(organizationId)
  for (const id of ids) await store.delete(pathOf(organizationId, id))
  await UnitOfWork.run(forOrganization(organizationId), (unit) =>
    unit.query(
      `DELETE FROM stored_files
       WHERE organization_id = $1 AND id = ANY($2::uuid[]) AND state = 'released'`,
      [organizationId, ids]
    )
  )
}

/** What the records of the unit's organization have in files, and how much they may. In bytes. */
export async function usageOf(unit: UnitOfWork): Promise<{ used: number; quota: number }> {
  const { rows } = await unit.query<{ used: number; megabytes: number | null }>(
    `SELECT coalesce(u.bytes, 0) AS used, o.file_quota_megabytes AS megabytes
     FROM organizations o LEFT JOIN file_usages u ON u.organization_id = o.id
     WHERE o.id = $1`,
    [unit.organizationId]
  )
  const [row] = rows
  return {
    used: Number(row?.used ?? 0),
    quota: (row?.megabytes ?? files.quotaMegabytes) * MEGABYTE,
  }
}

function quotaExceeded(used: number, quota: number): Problem {
  return conflict(
    'file_quota_exceeded',
    `There is no room for it: the files of the organization may have ${Math.floor(quota / MEGABYTE)} MB. Delete some of them first.`,
    { used_bytes: used, quota_bytes: quota }
  )
}
