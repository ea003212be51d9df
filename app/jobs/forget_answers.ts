import { defineJob } from '#jobs/define_job'
import { KEPT_FOR_HOURS } from '#tenancy/idempotency'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** Forgets the answers that are kept for repeated requests, when their day is over. */
export default defineJob<Record<never, never>>({
  name: 'idempotency:forget',
  every: '23 * * * *',

  async handle() {
    await UnitOfWork.get().query(
      'DELETE FROM idempotent_answers WHERE created_at < now() - make_interval(hours => $1)',
      [KEPT_FOR_HOURS]
    )
  },
})
