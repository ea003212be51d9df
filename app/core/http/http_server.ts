import compression from 'compression'
import { type RequestListener, type Server, type ServerOptions, createServer } from 'node:http'
import { type Pace, watchBody } from '#core/http/body_pace'

/** Under which paths answers are compressed: not pages, whose secrets stand beside what others wrote. */
const COMPRESSED = /^\/(api|docs)(\/|\?|$)/

/** Compresses what the client takes compressed, and that is worth it. */
const compress = compression()

/** How patient a server is. */
export interface Patience {
  readonly server: ServerOptions
  /** After which a connection is closed whose client neither sends nor takes what it has to. */
  readonly silenceSeconds: number
  /** Of bodies that no one reads, such as those of refused requests. */
  readonly bodies: Pace
}

/**
 * Makes the server that requests reach. A body that is still coming after its
 * answer is received to its end, so that its sender sees the answer, unless it
 * comes too slowly: then the connection is closed.
 */
export function makeHttpServer(
  { server, silenceSeconds, bodies }: Patience,
  handle: RequestListener
): Server {
  const silenceMs = silenceSeconds * 1000
  const made = createServer(server, (request, response) => {
    const { headers } = request
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      response.once('finish', () => {
        if (!request.complete) watchBody(request, bodies, () => request.socket.destroy())
      })
    }
    response.on('timeout', () => {
      const { socket } = request
      /* Another user’s deadline, such as that of an export. */
      if (socket.timeout !== silenceMs) return
      if (!request.complete || socket.writableLength > 0) socket.destroy()
      /* The client waits for us: what it asked for takes its time. */
      else socket.setTimeout(silenceMs)
    })
    if (!COMPRESSED.test(request.url ?? '')) handle(request, response)
    else compress(request, response, () => handle(request, response))
  })
  made.timeout = silenceMs
  return made
}
