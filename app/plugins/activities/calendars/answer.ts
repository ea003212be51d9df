import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'

/** Answers a calendar, which is one user's and changes with what they have to do. */
export function answerCalendar({ request, response }: HttpContext, calendar: string): void {
  const tag = `"${hash('sha256', calendar, 'base64url')}"`
  response.header('ETag', tag).header('Cache-Control', 'private, max-age=300')
  const known = request.header('if-none-match')?.split(/\s*,\s*/) ?? []
  if (known.includes(tag) || known.includes('*')) return response.status(304).send(null)
  response
    .header('Content-Type', 'text/calendar; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="calendar.ics"')
    .send(calendar)
}
