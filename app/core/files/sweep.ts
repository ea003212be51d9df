import logger from '@adonisjs/core/services/logger'
import { ARRIVAL_SECONDS, removeReleased } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import { defineJob } from '#core/jobs/define_job'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'

/** Files that are deleted before it is asked for more. */
const BATCH = 200

/**
 * Deletes the files that no record has: of uploads that broke off with their process, of records that are
 * gone, and of organizations that are.
 */
export default defineJob<{ readonly organizationId?: string }>({
  name: 'files:sweep',
  every: '*/10 * * * *',
  unit: 'none',
  timeout: 3_600,

  async handle({ organizationId }, { signal }) {
    if (organizationId === undefined) await sweepAll(signal)
    else await sweepFiles(organizationId, signal)
  },
})

/** The same of all organizations, and of those that are gone. @returns how many files were deleted */
export async function sweepAll(signal: AbortSignal): Promise<number> {
  let count = 0
  for (const id of await organizationsToSweep()) count += await sweepFiles(id, signal)
  await removeAbandoned(signal)
  return count
}

/** Deletes what no record of an organization has. Outside of units of work. @returns how many files it was */
export async function sweepFiles(organizationId: string, signal: AbortSignal): Promise<number> {
  for (let count = 0; ;) {
    signal.throwIfAborted()
    const ids = await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
      const { rows } = await unit.query<{ id: string }>(
        `UPDATE stored_files SET state = 'released'
         WHERE organization_id = $1 AND id = ANY (ARRAY(
           SELECT f.id FROM stored_files f
           WHERE f.organization_id = $1 AND f.state <> 'kept'
             AND (f.state = 'released' OR f.created_at < now() - make_interval(secs => $2))
           ORDER BY f.created_at LIMIT $3)) AND state <> 'kept'
         RETURNING id`,
        [organizationId, ARRIVAL_SECONDS, BATCH]
      )
      return rows.map(({ id }) => id)
    })
    if (ids.length === 0) return count
    count += ids.length
    await removeReleased(organizationId, ids)
    logger.info({ organization: organizationId, files: ids.length }, 'files of no record are gone')
    if (ids.length < BATCH) return count
  }
}

async function organizationsToSweep(): Promise<readonly string[]> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const { rows } = await unit.query<{ id: string }>(
        `SELECT DISTINCT f.organization_id AS id FROM stored_files f
         WHERE f.state <> 'kept'
           AND (f.state = 'released' OR f.created_at < now() - make_interval(secs => $1))`,
        [ARRIVAL_SECONDS]
      )
      return rows.map(({ id }) => id)
    },
    { readOnly: true }
  )
}

async function removeAbandoned(signal: AbortSignal): Promise<void> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ id: string }>('SELECT id FROM abandoned_folders ORDER BY id')
  )
  for (const { id } of rows) {
    signal.throwIfAborted()
    await (await filesOf(id)).deleteAll(id)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('DELETE FROM abandoned_folders WHERE id = $1', [id])
    )
  }
}
