import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import { isPage } from '#admin/path'
import { rememberFailure } from '#exceptions/failures'
import { answerProblemPage } from '#exceptions/page_problem'
import { Problem } from '#exceptions/problem'
import { toProblem } from '#exceptions/to_problem'
import { unmatchedProblem } from '#exceptions/unmatched'
import { translationFor } from '#support/translation'
import { Misjudged } from '#tenancy/presumption'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Turns whatever went wrong into a problem that says only what a client may
 * know. What is ours to mend goes to the log with its request id.
 */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected override debug = false
  protected override renderStatusPages = false

  override async handle(error: unknown, ctx: HttpContext) {
    /* Not an answer: the access middleware begins the request anew. */
    if (error instanceof Misjudged) return
    UnitOfWork.current()?.abandon()
    const problem = unmatchedProblem(error, ctx.request) ?? toProblem(error)
    if (problem.code === 'permission_denied') ctx.refusal = problem
    const { request, response } = ctx
    if (isPage(request.url())) return answerProblemPage(error, problem, ctx)
    for (const [name, value] of Object.entries(problem.headers)) response.header(name, value)
    response
      .status(problem.status)
      .header('Content-Type', 'application/problem+json')
      .send(JSON.stringify(problem.toJSON(request.url(), request.id(), translationFor(ctx))))
  }

  override async report(error: unknown, ctx: HttpContext) {
    if (error instanceof Misjudged || toProblem(error).status < 500) return
    if (error instanceof Problem && error.status === 503) return turnedAway(error, ctx)
    rememberFailure(error, ctx)
    ctx.logger.error({ err: error, method: ctx.request.method(), url: ctx.request.url() }, 'failed')
  }
}

/** Whoever is asked to come again is no defect, and a flood of them must not flood the log. */
function turnedAway({ code }: Problem, { logger, request }: HttpContext) {
  logger.warn({ code, method: request.method(), url: request.url() }, 'turned away')
}
