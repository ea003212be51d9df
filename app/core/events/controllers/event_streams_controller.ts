import type { HttpContext } from '@adonisjs/core/http'
import {
  answerStream,
  openEventStream,
  readStreamRequest,
  streamCaller,
} from '#core/events/event_stream'
import { streamPlaces } from '#core/events/stream_places'
import { clientGone } from '#core/http/client_gone'
import { holderOf } from '#core/http/holder'

/** What happens to records, as it is committed. */
export default class EventStreamsController {
  async show(ctx: HttpContext) {
    const request = readStreamRequest(ctx, ctx)
    const gone = clientGone(ctx)
    streamPlaces.takeUntil(gone, holderOf(ctx))
    const stream = await openEventStream(streamCaller(ctx), request, gone)
    answerStream(ctx, stream)
  }
}
