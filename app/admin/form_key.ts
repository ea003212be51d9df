import { createHmac, hkdfSync, randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import { withoutOwner } from '#admin/form_owner'
import { referrer } from '#admin/referrer'
import { ADMIN } from '#admin/path'
import { appKey } from '#config/app'
import { Problem } from '#core/http/exceptions/problem'
import { UUID } from '#core/resources/uuid'
import { digestible } from '#core/http/upload'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What was done with a form that was sent before. */
interface Submission extends Record<string, unknown> {
  readonly request: Buffer
  readonly location: string | null
  readonly flash: Readonly<Record<string, string>> | null
  /** When it was sent, unless that was this very moment, as with a double click. */
  readonly done_at: string | null
}

/** Under which name a form carries the key that was made when it was rendered. */
const FIELD = '_key'

/** The scope of pages that are no organization's. */
const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * What brings about a state that may have gone again since: sent once more from a
 * page that is still open, it is a new wish, and is done anew.
 */
const REPEATABLE: ReadonlySet<string | undefined> = new Set([
  'admin.board_moves.store',
  'admin.impersonations.destroy',
  'admin.job_retries.store',
  'admin.memberships.destroy',
  'admin.organization_suspensions.store',
  'admin.organization_suspensions.destroy',
  'admin.plugin_activations.store',
  'admin.plugin_activations.destroy',
  'admin.record_deletions.store',
  'admin.record_restorations.store',
  'admin.user_sessions.destroy',
  'admin.user_suspensions.store',
  'admin.user_suspensions.destroy',
])

/** For how long such a form is taken for the same click, sent again. */
const SAME_CLICK = '1 minute'

/** Values of forms are told by nothing that is kept of them. */
const digestKey = new Uint8Array(
  hkdfSync('sha256', appKey.release(), 'headless-crm', 'form-submission', 32)
)

/** The hidden input that makes a form one that does its work once: another key for each. */
export function formKey() {
  return edge.globals.html.safe(`<input type="hidden" name="${FIELD}" value="${randomUUID()}">`)
}

/** A form as it was sent: its key, and what it says besides. */
interface SentForm {
  readonly key: unknown
  readonly form: Record<string, unknown>
}

/** Takes from the body of the request what tells of the form alone. */
export function takeForm({ request }: HttpContext): SentForm {
  const { [FIELD]: key, ...form } = withoutOwner(request.body())
  request.updateBody(form)
  return { key, form }
}

/**
 * Handles a form once, however often it is sent: whoever sends it again, even
 * at the same moment, is led to where the first one led, and told when that was.
 * A form that was refused has done nothing, and may be sent again; so may, a while
 * later, one that brings about a state. In the unit of the request.
 *
 * @throws 409 for a form whose key was sent with something else before
 */
export async function submitOnce(
  ctx: HttpContext,
  handle: () => Promise<unknown>,
  { key, form }: SentForm = takeForm(ctx)
): Promise<void> {
  if (key === undefined || ctx.request.method() !== 'POST') return void (await handle())
  if (typeof key !== 'string' || !UUID.test(key)) throw malformedKey()
  const unit = UnitOfWork.get()
  const scope = unit.organizationId ?? NIL
  const place = [ctx.superuser.id, key, scope]
  const request = digestOf(ctx, form)
  if (!(await isFirst(ctx, unit, place, request)))
    return replay(ctx, await find(unit, place), request)

  await handle()
  if (unit.isMarkedForRollback) return
  await unit.query(
    `UPDATE form_submissions SET location = $4, flash = $5
     WHERE user_id = $1 AND key = $2 AND scope_id = $3`,
    [...place, ctx.response.getHeader('location') ?? null, ctx.session.responseFlashMessages.all()]
  )
}

/** Whoever comes second waits here for the first to commit or to fail. */
async function isFirst(
  { route }: HttpContext,
  unit: UnitOfWork,
  place: readonly string[],
  request: Buffer
): Promise<boolean> {
  if (REPEATABLE.has(route?.name)) {
    const { rowCount } = await unit.query(
      `UPDATE form_submissions SET created_at = now(), location = NULL, flash = NULL
       WHERE user_id = $1 AND key = $2 AND scope_id = $3 AND request = $4
         AND created_at < now() - $5::interval`,
      [...place, request, SAME_CLICK]
    )
    if (rowCount === 1) return true
  }
  const { rowCount } = await unit.query(
    `INSERT INTO form_submissions (user_id, key, scope_id, request)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [...place, request]
  )
  return rowCount === 1
}

async function find(unit: UnitOfWork, place: readonly string[]): Promise<Submission | null> {
  const { rows } = await unit.query<Submission>(
    `SELECT request, location, flash,
            CASE WHEN created_at < clock_timestamp() - interval '5 seconds'
              THEN to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
            END AS done_at
     FROM form_submissions
     WHERE user_id = $1 AND key = $2 AND scope_id = $3`,
    [...place]
  )
  return rows[0] ?? null
}

function replay(ctx: HttpContext, sent: Submission | null, request: Buffer): void {
  if (!sent?.request.equals(request)) throw sentBefore(sent?.location ?? null)
  ctx.session.flash(sent.flash ?? {})
  if (sent.done_at !== null) {
    const said = sent.flash?.notice ?? 'The form was sent before.'
    const notice = `${said} That was done at ${sent.done_at}; nothing was done now.`
    ctx.session.flash('notice', notice)
  }
  ctx.response.redirect().toPath(sent.location ?? referrer(ctx) ?? ADMIN)
}

/** What tells one sending of a form from another: its path and query, its values and its file. */
function digestOf(
  { request, upload }: HttpContext,
  { _csrf: _, ...form }: Record<string, unknown>
) {
  const said = JSON.stringify([
    request.url(true),
    form,
    upload ? digestible(upload).slice(1) : null,
  ])
  return createHmac('sha256', digestKey).update(said).digest()
}

function sentBefore(location: string | null): Problem {
  return new Problem(409, {
    code: 'form_sent_before',
    detail:
      'This form was sent before, with other values, and that was done. What it says now is not saved: save it to do that, too.',
    extra: { location },
  })
}

function malformedKey(): Problem {
  return new Problem(400, {
    code: 'malformed_form_key',
    detail: 'The form has no valid key. Reload the page.',
  })
}
