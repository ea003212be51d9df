import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { backlogs } from '#jobs/backlog'
import { deadLetters } from '#jobs/dead_letters'

/** What is left to do behind the requests, and what could not be done. */
export default class JobsController {
  async index(ctx: HttpContext) {
    return renderPage(ctx, 'jobs', {
      title: 'Jobs',
      backlogs: await backlogs(),
      letters: await deadLetters(),
    })
  }
}
