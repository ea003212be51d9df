import { defineJob } from '#core/jobs/define_job'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Attachments that are looked at in one run. */
const BATCH = 100

/** Has attachments looked at again that no one reads, since a scanner could not say whether they are harmless. */
export default defineJob<Record<never, never>>({
  name: 'attachments:scan',
  every: '*/5 * * * *',
  unit: 'none',
  timeout: 3_600,

  async handle(_payload, { signal }) {
    const { rows } = await UnitOfWork.run(
      asSystem,
      (unit) =>
        unit.query<{ organization_id: string; id: string }>(
          `SELECT organization_id, id FROM attachments WHERE scan_status = 'pending'
           ORDER BY created_at LIMIT $1`,
          [BATCH]
        ),
      { readOnly: true }
    )
    const { scanAgain } = await import('#plugins/attachments/models/attachment/scan_again')
    for (const { organization_id: organizationId, id } of rows) {
      signal.throwIfAborted()
      await scanAgain(organizationId, id)
    }
  },
})
