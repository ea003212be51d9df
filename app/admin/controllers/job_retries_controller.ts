import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { ADMIN } from '#admin/path'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { notFound } from '#core/http/exceptions/problem'
import { findDeadLetter, retryDeadLetter } from '#core/jobs/dead_letters'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A job that failed for good, given its attempts once more. */
export default class JobRetriesController {
  async store(ctx: HttpContext) {
    const { params, superuser } = ctx
    const letter = await findDeadLetter(params.id)
    if (!letter) throw notFound('dead letter')
    await recordAccountEvent('job-retry', superuser.id, deviceOf(ctx))
    if (letter.organizationId) await tell(letter.organizationId, params.id, letter.job)
    /* Jobs are not the unit's to write: what it wrote is undone when somebody else was faster. */
    if (!(await retryDeadLetter(params.id))) throw notFound('dead letter')
    leave(ctx, `${ADMIN}/jobs`, 'The job is tried again.')
  }
}

/** The organization whose job it is reads in its log who had it tried again. */
async function tell(organizationId: string, messageId: string, job: string): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.runInOrganization(organizationId, () =>
    unit.query('SELECT record_event($1, $2, $3, $4, $5)', [
      'jobs:retry',
      'jobs',
      messageId,
      'done',
      { job },
    ])
  )
}
