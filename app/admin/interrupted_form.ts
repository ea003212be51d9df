import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'
import { LOGGED_IN_AT } from '#admin/auth/superusers'
import { type FormOwner, OWNER_FIELD, ownerOf } from '#admin/form_owner'
import { ADMIN } from '#admin/path'
import { referrer } from '#admin/referrer'

/** A form that came when its session had ended, and did nothing. */
interface InterruptedForm extends FormOwner {
  /** The page that it was on. */
  readonly page: string
  readonly typed: SessionData
}

/** Where the session of a browser keeps it, until somebody logs in there. */
const INTERRUPTED = 'interrupted_form'

/** What is not shown again: what no form shows, and what pages say themselves. */
const UNSHOWN: ReadonlySet<string> = new Set([
  ...['_csrf', '_key', OWNER_FIELD],
  ...['notice', 'refusal', 'undo'],
])
const SECRET = /password|passphrase|secret|token|otp|api_?key/i

/**
 * Keeps what was typed into a form whose session has ended, for the one that it was
 * rendered for: in the session of a browser in which no one is logged in, which a
 * login goes on with. Files are not among it, nor is anything that is secret.
 */
export function keepInterruptedForm(ctx: HttpContext): void {
  const { request, session } = ctx
  const page = referrer(ctx)
  if (page === null) return
  /* Ended while the request was on its way: nothing can be kept in it any more. */
  if (session.has(LOGGED_IN_AT)) {
    session.clear()
    session.regenerate()
  }
  session.setIntendedUrl(page)
  const owner = ownerOf(request.body())
  const typed = withoutSecrets(request.body())
  const isKept = owner !== null && Object.keys(typed).some((name) => name !== 'version')
  if (isKept) session.put(INTERRUPTED, { ...owner, page, typed } satisfies InterruptedForm)
  const next = isKept
    ? 'Log in again, and the form comes back as you filled it in.'
    : 'Log in again.'
  session.flash('notice', `Your session had ended, so nothing was done. ${next}`)
}

/**
 * Leads on after a login: to the form that the same superuser had filled in, and
 * shows it again; otherwise to the page that was asked for. Another one never gets it.
 */
export function leadOn({ response, session }: HttpContext, superuserId: string): void {
  const form: InterruptedForm | null = session.pull(INTERRUPTED, null)
  if (form?.superuserId !== superuserId) return void response.redirect().toIntended(ADMIN)
  session.clearIntendedUrl()
  session.flash(form.typed)
  const acted = form.actingAs === null ? '' : ' You are not impersonating anyone any more.'
  const detail = `Your session had ended, so nothing was done. What you typed is here again: check it, and send it.${acted}`
  session.flash('refusal', { detail, errors: [] })
  response.redirect().toPath(form.page)
}

function withoutSecrets(form: SessionData): SessionData {
  const entries = Object.entries(form).flatMap(([name, value]): [string, SessionData[string]][] => {
    if (UNSHOWN.has(name) || SECRET.test(name)) return []
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value)
    return [[name, isNested ? withoutSecrets({ ...value }) : value]]
  })
  return Object.fromEntries(entries)
}
