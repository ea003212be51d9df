import { errors as authErrors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { pageBefore } from '#admin/page_before'
import { ADMIN, isPage } from '#admin/path'
import type { FieldError, Problem } from '#exceptions/problem'
import { sendPageHeaders } from '#middleware/page_headers_middleware'

/** What a form does not get back after it was refused. */
const SECRETS = ['_csrf', 'password']

/**
 * Answers a refusal to a person: whoever must log in is asked to, whoever sent
 * a form is shown it again with what is wrong, and everybody else gets a page.
 */
export async function answerProblemPage(error: unknown, problem: Problem, ctx: HttpContext) {
  const { request, response } = ctx
  if (error instanceof authErrors.E_UNAUTHORIZED_ACCESS) {
    if (request.method() === 'GET') ctx.session.setIntendedUrl(request.url(true))
    return response.redirect().toPath(`${ADMIN}/login`)
  }

  const form = request.method() === 'POST' && problem.status < 500 ? pageBefore(ctx) : null
  if (form !== null && 'session' in ctx) {
    ctx.session.flashExcept(SECRETS)
    ctx.session.flash('refusal', {
      detail: problem.message,
      code: problem.code,
      errors: errorsOf(problem),
      href: hrefOf(problem),
    })
    return response.redirect().toPath(form)
  }

  await sendPageHeaders(ctx)
  response.status(problem.status).header('Content-Type', 'text/html; charset=utf-8')
  response.send(
    await renderPage(ctx, 'problem', {
      title: problem.message,
      problem,
      requestId: request.id(),
      again: request.method() === 'GET' ? request.url(true) : (pageBefore(ctx) ?? ADMIN),
    })
  )
}

/** What is wrong with which field, also where a refusal is about one field without being of its form. */
function errorsOf({ code, errors, extra, message }: Problem): readonly FieldError[] {
  if (errors) return errors
  const { field } = extra
  return typeof field === 'string' ? [{ field, rule: String(code), message }] : []
}

/** Where a refusal leads, such as to what was done before. */
function hrefOf({ extra }: Problem): string | null {
  const { location } = extra
  return typeof location === 'string' && isPage(location) ? location : null
}
