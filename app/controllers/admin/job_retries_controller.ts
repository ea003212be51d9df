import type { HttpContext } from '@adonisjs/core/http'
import { ADMIN } from '#admin/path'
import { notFound } from '#exceptions/problem'
import { retryDeadLetter } from '#jobs/dead_letters'

/** A job that failed for good, given its attempts once more. */
export default class JobRetriesController {
  async store({ params, response, session }: HttpContext) {
    if (!(await retryDeadLetter(params.id))) throw notFound('job')
    session.flash('notice', 'The job is tried again.')
    response.redirect().toPath(`${ADMIN}/jobs`)
  }
}
