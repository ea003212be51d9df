import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { isKnownToClient } from '#core/http/answer'

/** Answers a calendar, which is one user's and changes with what they have to do. */
export function answerCalendar(ctx: HttpContext, calendar: string): void {
  const { response } = ctx
  const tag = `"${hash('sha256', calendar, 'base64url')}"`
  response.header('ETag', tag).header('Cache-Control', 'private, max-age=300')
  if (isKnownToClient(ctx, tag)) return response.status(304).send(null)
  response
    .header('Content-Type', 'text/calendar; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="calendar.ics"')
    .send(calendar)
}
