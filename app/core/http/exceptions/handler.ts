import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import { isPage, pages } from '#core/http/pages'
import { withAcceptedParameters } from '#core/http/exceptions/accepted_parameters'
import { rememberFailure } from '#core/http/exceptions/failures'
import { outageOf } from '#core/http/exceptions/outage'
import { Problem } from '#core/http/exceptions/problem'
import { setupProblem } from '#core/http/exceptions/setup_problem'
import { toProblem } from '#core/http/exceptions/to_problem'
import { unmatchedProblem } from '#core/http/exceptions/unmatched'
import { pluginFailed } from '#core/plugins/error_boundary'
import { translationFor } from '#core/i18n/translation'
import { noteWriteFailure } from '#core/health/write_suspicion'
import { ForeignSqlError } from '#core/database/foreign_sql'
import { StaleIdentityError, UnitOfWork } from '#core/database/unit_of_work'

/**
 * Turns whatever went wrong into a problem that says only what a client may
 * know. What is ours to mend goes to the log with its request id.
 */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected override debug = false
  protected override renderStatusPages = false

  override async handle(error: unknown, ctx: HttpContext) {
    /* Not an answer: the access middleware begins the request anew. */
    if (error instanceof StaleIdentityError) return
    UnitOfWork.current()?.markForRollback()
    const found = unmatchedProblem(error, ctx.request) ?? (await problemOf(error, ctx))
    const problem = await withAcceptedParameters(found, ctx)
    if (problem.code === 'storage_full') noteWriteFailure()
    if (problem.code === 'permission_denied') ctx.denial = problem
    const { request, response } = ctx
    if (isPage(request.url())) return pages().answerProblem(error, problem, ctx)
    for (const [name, value] of Object.entries(problem.headers)) response.header(name, value)
    response
      .status(problem.status)
      .header('Content-Type', 'application/problem+json')
      .send(JSON.stringify(problem.toJSON(request.url(), request.id(), translationFor(ctx))))
  }

  override async report(error: unknown, ctx: HttpContext) {
    if (error instanceof StaleIdentityError) return
    const problem = await problemOf(error, ctx)
    if (problem.status < 500) return
    if (problem.status === 503) return turnedAway(error, problem, ctx)
    rememberFailure(error, ctx)
    const about = { method: ctx.request.method(), url: ctx.request.url() }
    /* What a plugin threw is in the log already, with its name. */
    const err = error instanceof Problem && problem.code === 'plugin_failed' ? undefined : error
    ctx.logger.error({ err, ...problem.extra, ...about }, 'failed')
  }
}

const logged = new WeakSet<HttpContext>()

async function problemOf(error: unknown, { pluginId }: HttpContext): Promise<Problem> {
  if (error instanceof ForeignSqlError) return pluginFailed(error.owner, error)
  const problem = (await setupProblem(error)) ?? toProblem(error)
  if (pluginId === undefined || problem.code !== 'internal_error') return problem
  return pluginFailed(pluginId, error)
}

/** Whoever is asked to come again is no defect, and a flood of them must not flood the log. */
function turnedAway(error: unknown, { code, extra }: Problem, ctx: HttpContext) {
  const { logger, request } = ctx
  /* The handler met it, and the end of the transaction meets it again. */
  if (logged.has(ctx)) return
  logged.add(ctx)
  const reason = outageOf(error)?.reason
  const about = { code, reason, ...extra, method: request.method(), url: request.url() }
  logger.warn(about, 'turned away')
}
