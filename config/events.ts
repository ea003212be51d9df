import env from '#start/env'
import { readShares } from '#core/http/shares'

/** Streams of events, each of which takes as long as its client likes. */
export const streams = {
  /** Each has a connection of a client, and none to the database. */
  shares: readShares('STREAMS_AT_ONCE', env.get('STREAMS_AT_ONCE', '10/200/1000')),
  /** After which a client hears that there is nothing new, and is let in anew. In seconds. */
  heartbeatSeconds: 20,
  /** For which a caller need not be let in anew, where that cannot be found out at the moment. */
  checkSeconds: 30,
  /** For which a client may leave what it was sent: then it is cut off, and comes back for the rest. */
  stallSeconds: 30,
  /** After which clients come back. */
  retrySeconds: 3,
}
