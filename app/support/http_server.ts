import { type RequestListener, type Server, type ServerOptions, createServer } from 'node:http'
import { type Pace, watchBody } from '#support/body_pace'

/** How patient a server is. */
export interface Patience {
  readonly server: ServerOptions
  /** Of bodies that nobody reads, such as those of refused requests. */
  readonly bodies: Pace
}

/**
 * Makes the server that requests reach. A body that is still coming after its
 * answer is received to its end, so that its sender sees the answer, unless it
 * comes too slowly: then the connection is closed.
 */
export function makeHttpServer({ server, bodies }: Patience, handle: RequestListener): Server {
  return createServer(server, (request, response) => {
    const { headers } = request
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      response.once('finish', () => {
        if (!request.complete) watchBody(request, bodies, () => request.socket.destroy())
      })
    }
    handle(request, response)
  })
}
