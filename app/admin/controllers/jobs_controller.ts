import type { HttpContext } from '@adonisjs/core/http'
import { jobPage } from '#admin/job_page'
import { renderPage } from '#admin/page'

/** What is left to do behind the requests, and what could not be done. */
export default class JobsController {
  async index(ctx: HttpContext) {
    return renderPage(ctx, 'jobs', { title: 'Jobs', ...(await jobPage()) })
  }
}
