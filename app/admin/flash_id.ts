import { randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'

/*
 * A message is for one page: the redirect to that page carries an id, and only the
 * request that brings the id gets what the session keeps under it. A path would not
 * do, as two tabs may show the same one, and a script may ask for it in between.
 */

/** Under which name the address of a page carries the id. */
const FLASH_ID = '_flash'
const FORM = /^[0-9a-f]{16}$/

/**
 * Takes the id out of the address that a request came with, so that no link, form,
 * or filter of the page repeats it. Null when nothing is to be shown.
 */
export function takeFlashId({ request }: HttpContext): string | null {
  const { [FLASH_ID]: id, ...rest } = request.qs()
  if (id === undefined) return null
  request.updateQs(rest)
  request.parsedUrl.query = withoutFlashId(request.parsedUrl.query)
  return typeof id === 'string' && FORM.test(id) ? id : null
}

/** Gives the page that an answer redirects to an id. Null when it redirects nowhere. */
export function addFlashId({ response }: HttpContext): string | null {
  const status = response.getStatus()
  const location = response.getHeader('location')
  if (status < 300 || status >= 400 || typeof location !== 'string') return null
  const id = randomBytes(8).toString('hex')
  response.header('location', `${location}${location.includes('?') ? '&' : '?'}${FLASH_ID}=${id}`)
  return id
}

/** A query string as it would be without the id. @param query starts with `?`, or with nothing */
export function withoutFlashId(query: string): string {
  const mark = query.startsWith('?') ? '?' : ''
  const parts = query.slice(mark.length).split('&')
  const kept = parts.filter((part) => !part.startsWith(`${FLASH_ID}=`)).join('&')
  return kept === '' ? '' : `${mark}${kept}`
}
