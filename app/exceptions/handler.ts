import { type HttpContext, ExceptionHandler, errors } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { isPage } from '#admin/path'
import { rememberFailure } from '#exceptions/failures'
import { answerProblemPage } from '#exceptions/page_problem'
import { Problem } from '#exceptions/problem'
import { toProblem } from '#exceptions/to_problem'
import { translationFor } from '#support/translation'
import { Misjudged } from '#tenancy/presumption'
import { UnitOfWork } from '#tenancy/unit_of_work'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

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
    const problem = wrongMethod(error, ctx) ?? toProblem(error)
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

/** A path that exists for another method is not unknown: 405, and which methods it has. */
function wrongMethod(error: unknown, { request }: HttpContext): Problem | null {
  if (!(error instanceof errors.E_ROUTE_NOT_FOUND)) return null
  const allowed = METHODS.filter(
    (method) => router.match(request.url(), method, request.parsedUrl.shouldDecodeParam) !== null
  )
  if (allowed.length === 0) return null
  return new Problem(405, {
    code: 'method_not_allowed',
    detail: `This path answers ${allowed.join(', ')}.`,
    headers: { Allow: allowed.join(', ') },
  })
}
