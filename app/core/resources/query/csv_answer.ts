import type { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { downloads } from '#config/clients'
import { clientGone } from '#core/http/client_gone'
import { holderOf } from '#core/http/holder'
import type { Manner } from '#core/resources/query/csv_export'
import { UnitOfWork } from '#core/database/unit_of_work'

/** For whom a request's file is made, and for how long: as its caller may read, until the client is gone. */
export function mannerOf(ctx: HttpContext): Manner {
  return {
    reader: UnitOfWork.get().readOnlyOptions(),
    holder: holderOf(ctx),
    gone: clientGone(ctx),
  }
}

/**
 * Answers a file of CSV as it is made. A client that takes nothing of it for
 * long, or takes too long for all of it, is cut off: then half a file is what
 * it has, and its connection ends without the end of the answer.
 */
export function answerCsv(ctx: HttpContext, csv: Readable, name: string, charset = 'utf-8'): void {
  const { response } = ctx
  response.header('Content-Type', `text/csv; charset=${charset}`)
  response.header('Content-Disposition', `attachment; filename="${name}"`)
  watchReader(ctx, csv)
  response.stream(csv)
}

function watchReader({ logger, request, response: { response } }: HttpContext, csv: Readable) {
  const told = { url: request.url(), request_id: request.id(), address: request.ip() }
  csv.once('error', (error) => logger.error({ ...told, err: error }, 'an export broke off'))
  if (response.destroyed) return void csv.destroy()

  const cut = () => {
    if (response.writableFinished || response.destroyed) return
    logger.warn(told, 'a client did not take its export')
    response.destroy()
  }
  const stallMs = downloads.stallSeconds * 1000
  response.setTimeout(stallMs, () => {
    /* When nothing waits for the client, the client waits for us. */
    if (response.socket?.writableLength === 0) response.setTimeout(stallMs)
    else cut()
  })
  const latest = setTimeout(cut, downloads.seconds * 1000)
  /* Before Node gives the connection the time that it may wait for its next request. */
  response.prependOnceListener('finish', () => response.setTimeout(0))
  response.once('close', () => {
    clearTimeout(latest)
    csv.destroy()
  })
}
