import type { HttpContext } from '@adonisjs/core/http'
import { readAgain } from '#admin/auth/superuser_access'
import { permissionDenied } from '#core/http/exceptions/problem'
import { READ_EVENTS } from '#core/events/event_reach'
import {
  type StreamCaller,
  answerStream,
  openEventStream,
  readStreamRequest,
} from '#core/events/event_stream'
import { streamPlaces } from '#core/events/stream_places'
import { clientGone } from '#core/http/client_gone'
import { holderOf } from '#core/http/holder'

/** What happens in the organization of a page, for its scripts: without one it stays as it was. */
export default class EventStreamsController {
  async show(ctx: HttpContext) {
    if (!ctx.identity.grants.allows(READ_EVENTS)) throw permissionDenied(READ_EVENTS)
    const request = readStreamRequest(ctx, ctx)
    const gone = clientGone(ctx)
    streamPlaces.takeUntil(gone, holderOf(ctx))
    const admit: StreamCaller['admit'] = (read) => readAgain(ctx, read)
    answerStream(ctx, await openEventStream({ key: null, admit }, request, gone))
  }
}
