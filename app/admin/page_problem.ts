import { errors as authErrors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import { OWNER_FIELD, ownerOf } from '#admin/form_owner'
import { isTouched } from '#admin/form_changes'
import { keepInterruptedForm } from '#admin/interrupted_form'
import { renderPage } from '#admin/page'
import { referrer } from '#admin/referrer'
import { isPage } from '#core/http/pages'
import { ADMIN } from '#admin/path'
import { fieldLabel } from '#admin/humanize'
import { SECRET_FIELD } from '#admin/plugin_settings'
import type { FieldError, Problem } from '#core/http/exceptions/problem'
import { sendPageHeaders } from '#admin/middleware/page_headers_middleware'

/** What a form does not get back after it was refused. */
const SECRETS = [
  ...['_csrf', '_key', OWNER_FIELD, SECRET_FIELD],
  ...['password', 'smtp_password', 'events_key'],
]

const LOGIN = `${ADMIN}/login`

/**
 * Answers a refusal to a person: whoever must log in is asked to, whoever sent
 * a form is shown it again with what is wrong, and everybody else gets a page.
 */
export async function answerProblemPage(error: unknown, problem: Problem, ctx: HttpContext) {
  const { request, response } = ctx
  /* What the page would have said had it done its work. */
  if ('session' in ctx) ctx.session.responseFlashMessages.clear()
  if (error instanceof authErrors.E_UNAUTHORIZED_ACCESS || hasLostSession(problem, ctx)) {
    if (request.method() === 'GET') ctx.session.setIntendedUrl(request.url(true))
    else keepInterruptedForm(ctx)
    return response.redirect().toPath(LOGIN)
  }

  /* Whoever is still sending is not sent elsewhere: the answer ends the connection. */
  const isShownAgain = request.method() === 'POST' && problem.status < 500 && problem.status !== 408
  const form = isShownAgain ? referrer(ctx) : null
  const lost = problem.status === 404 ? changedIn(ctx) : []
  if (form !== null && lost.length === 0 && 'session' in ctx) {
    if (!isOfAnother(ctx)) ctx.session.flashExcept(SECRETS)
    ctx.session.flash('refusal', {
      detail: problem.message,
      code: problem.code,
      errors: errorsOf(problem),
      href: hrefOf(problem),
    })
    return response.redirect().toPath(form)
  }

  await sendPageHeaders(ctx)
  for (const [name, value] of Object.entries(problem.headers)) response.header(name, value)
  response.status(problem.status).header('Content-Type', 'text/html; charset=utf-8')
  response.send(
    await renderPage(ctx, 'problem', {
      title: problem.message,
      problem,
      lost,
      requestId: request.id(),
      again: request.method() === 'GET' ? request.url(true) : (referrer(ctx) ?? ADMIN),
    })
  )
}

/** Whether a form came without its token because its session is over; that of the login page has none. */
function hasLostSession({ code }: Problem, ctx: HttpContext): boolean {
  if (code !== 'expired_form' || ctx.adminCaller.superuser !== null) return false
  const form = referrer(ctx)
  return form !== null && !form.startsWith(LOGIN)
}

/** Whether a form was rendered for another superuser, who was logged in before. */
function isOfAnother({ adminCaller, request }: HttpContext): boolean {
  const owner = ownerOf(request.body())
  return owner !== null && owner.superuserId !== adminCaller.superuser?.id
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

/** What somebody changed in a form for something that is not there any more. */
function changedIn({ request }: HttpContext) {
  const form = request.body()
  if (request.method() !== 'POST' || form.version === undefined) return []
  return textsIn(form)
    .filter(({ name, value }) => value !== '' && isTouched(form, name))
    .map(({ name, value }) => ({ label: fieldLabel(name), value }))
}

function textsIn(form: object, prefix = ''): { name: string; value: string }[] {
  return Object.entries(form).flatMap(([key, value]) => {
    if (prefix === '' && (key.startsWith('_') || key === 'version')) return []
    const name = `${prefix}${key}`
    if (typeof value === 'string') return [{ name, value }]
    return typeof value === 'object' && value !== null ? textsIn(value, `${name}.`) : []
  })
}
