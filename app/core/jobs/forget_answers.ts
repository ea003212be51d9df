import { defineJob } from '#core/jobs/define_job'
import { STORED_FOR_HOURS } from '#core/http/idempotency'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Days for which it is known that a form was sent. */
const SENT_FOR_DAYS = 7

/** Forgets the answers that are kept for repeated requests, and which forms were sent, when their time is over. */
export default defineJob<Record<never, never>>({
  name: 'idempotency:forget',
  every: '23 * * * *',

  async handle() {
    await UnitOfWork.get().query(
      'DELETE FROM idempotent_answers WHERE created_at < now() - make_interval(hours => $1)',
      [STORED_FOR_HOURS]
    )
    await UnitOfWork.get().query(
      'DELETE FROM form_submissions WHERE created_at < now() - make_interval(days => $1)',
      [SENT_FOR_DAYS]
    )
  },
})
