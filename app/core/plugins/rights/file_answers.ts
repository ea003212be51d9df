import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { create as contentDisposition } from 'content-disposition'
import edge from 'edge.js'
import { plainName } from '#core/files/file_name'
import { SEALED } from '#core/http/file_answer'
import type { FileAnswer, PageAnswer } from '#core/plugins/answers'
import { UnitOfWork } from '#core/database/unit_of_work'

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i
const MAX_NAME = 150

/**
 * Answers a file, which browsers keep and do not show. It is made when the transaction is over.
 *
 * @throws when its type is none
 */
export async function sendFile({ response }: HttpContext, { file }: FileAnswer): Promise<void> {
  const { name, contentType, content } = file
  if (!MEDIA_TYPE.test(contentType)) throw new Error(`"${contentType}" is no type of a file`)
  await UnitOfWork.current()?.closeEarly()
  const bytes = typeof content === 'function' ? await content() : content
  response
    .header('Content-Type', contentType)
    .header('Content-Disposition', contentDisposition(fileName(name), { type: 'attachment' }))
    .header('Content-Security-Policy', SEALED)
    .send(Buffer.from(bytes))
}

/**
 * Answers a page of a plugin's view.
 *
 * @throws for styles that are more than CSS
 */
export async function sendPage({ response }: HttpContext, { page }: PageAnswer): Promise<void> {
  const { view, state = {}, title, language = 'en', styles = '' } = page
  if (styles.includes('<')) throw new Error(`The styles of "${view}" hold more than CSS`)
  if (!LANGUAGE.test(language)) throw new Error(`"${language}" is no language`)
  const { escape } = edge.globals.html
  const body = await edge.render(view, { ...state })
  response
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Language', language)
    .header(
      'Content-Security-Policy',
      `${SEALED}; style-src 'sha256-${hash('sha256', styles, 'base64')}'`
    )
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width"><title>${escape(title)}</title>` +
        `<style>${styles}</style></head><body>${body}</body></html>`
    )
}

/** What a file may be called anywhere. A long name keeps its ending. */
function fileName(name: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]{1,10})?$/is.exec(plainName(name)) ?? []
  return `${Array.from(stem).slice(0, MAX_NAME).join('') || 'file'}${ending}`
}
