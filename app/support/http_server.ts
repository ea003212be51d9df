import { type RequestListener, type Server, type ServerOptions, createServer } from 'node:http'
import { type Pace, watchBody } from '#support/body_pace'

/** How patient a server is. */
export interface Patience {
  readonly server: ServerOptions
  /** After which a connection is closed on which neither side gets anything through. */
  readonly silenceSeconds: number
  /** Of bodies that nobody reads, such as those of refused requests. */
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
  const made = createServer(server, (request, response) => {
    const { headers } = request
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      response.once('finish', () => {
        if (!request.complete) watchBody(request, bodies, () => request.socket.destroy())
      })
    }
    handle(request, response)
  })
  made.timeout = silenceSeconds * 1000
  return made
}
