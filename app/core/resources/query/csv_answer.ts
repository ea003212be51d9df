import type { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { clientGone } from '#core/http/client_gone'
import { holderOf } from '#core/http/holder'
import { watchReader } from '#core/http/watch_reader'
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
  watchReader(ctx, csv, 'export')
  response.stream(csv)
}
