import { defineJob } from '#core/jobs/define_job'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Reminders that one run sends. */
const BATCH = 500

/** Reminds of what is planned, as its time has come. */
export default defineJob<Record<never, never>>({
  name: 'activities:remind',
  every: '* * * * *',
  unit: 'none',

  async handle(_payload, { signal }) {
    const { rows } = await UnitOfWork.run(
      asSystem,
      (unit) =>
        unit.query<{ organization_id: string; id: string; kind: string }>(
          `SELECT a.organization_id, a.id, a.kind FROM activities a
           JOIN organizations o ON o.id = a.organization_id AND o.is_active
           WHERE a.remind_at <= now() AND a.reminded_at IS NULL AND a.status = 'planned'
             AND a.deleted_at IS NULL
           ORDER BY a.remind_at LIMIT $1`,
          [BATCH]
        ),
      { readOnly: true }
    )
    const { remind } = await import('#plugins/activities/models/reminders')
    for (const { organization_id: organizationId, id, kind } of rows) {
      signal.throwIfAborted()
      await remind(organizationId, kind, id)
    }
  },
})
