import type { ServerOptions } from 'node:http'
import { files } from '#config/files'
import { imports } from '#config/imports'
import env from '#start/env'
import type { Pace } from '#core/http/body_pace'
import { readShares } from '#core/http/shares'
import type { WorkLimits } from '#core/http/work_places'

/*
 * For how long a client may take its time, and how much of this process it may
 * have meanwhile. A phone on a bad connection (20 kB/s, silent for ten seconds
 * now and then) gets through all of it; anyone who drips does not.
 */

const POOL = env.get('DB_POOL_MAX', 20)
const partOfPool = (part: number) => Math.max(1, Math.floor(POOL * part))

/** Requests that have a connection to the database, or wait for one. The rest of the pool is for logins, exports and jobs. */
export const work: WorkLimits = {
  atOnce: readShares(
    'REQUESTS_AT_ONCE',
    env.get('REQUESTS_AT_ONCE', [0.3, 0.5, 0.8].map(partOfPool).join('/'))
  ),
  waiting: readShares('REQUESTS_WAITING', env.get('REQUESTS_WAITING', '60/120/600')),
  waitSeconds: env.get('REQUEST_WAIT_SECONDS', 5),
}

/** For which a request waits for a record that another one is changing, with a connection. */
export const recordWaitSeconds = env.get('RECORD_WAIT_SECONDS', 2)

const windowSeconds = env.get('REQUEST_STALL_SECONDS', 15)
const bytesPerSecond = env.get('REQUEST_BYTES_PER_SECOND', 1_000)

/** Bodies of JSON and forms, which have at most a megabyte. */
export const bodies: Pace = {
  seconds: env.get('REQUEST_BODY_SECONDS', 60),
  bytesPerSecond,
  windowSeconds,
}

/** Files: as much time for each megabyte. */
const MEGABYTES = Math.ceil(Math.max(imports.maxBytes, files.maxBytes) / 1024 / 1024)

export const uploads = {
  pace: {
    seconds: env.get('REQUEST_UPLOAD_SECONDS', 60 * MEGABYTES),
    bytesPerSecond,
    windowSeconds,
  } satisfies Pace,
  /** Each may hold its file in memory until all of it is there. */
  shares: readShares('UPLOADS_AT_ONCE', env.get('UPLOADS_AT_ONCE', '2/4/32')),
}

export const downloads = {
  /** Without taking a single byte. */
  stallSeconds: env.get('DOWNLOAD_STALL_SECONDS', 30),
  seconds: env.get('DOWNLOAD_SECONDS', 600),
  /** Files of records: each is open while it is read. */
  fileShares: readShares('FILE_DOWNLOADS_AT_ONCE', env.get('FILE_DOWNLOADS_AT_ONCE', '16/64/256')),
  /** Bytes that are made ready: what fits lets its connection to the database go at once. */
  readyBytes: 4 * 1024 * 1024,
  /** Each may hold a connection, of which the others must have most. */
  shares: readShares('EXPORTS_AT_ONCE', env.get('EXPORTS_AT_ONCE', `2/3/${partOfPool(0.3)}`)),
}

const headerSeconds = env.get('REQUEST_HEADER_SECONDS', 15)

/**
 * A connection is kept for longer than proxies keep theirs (60 s: nginx, AWS), so
 * that it is they who end it: one that we end while they send a request over it
 * is a 502.
 */
const keepAliveSeconds = env.get('KEEP_ALIVE_SECONDS', 72)

/**
 * A connection on which nothing moves is closed when that is up to its client,
 * which does not read. An answer may take longer to begin: moving the deals of a
 * stage has a minute for each statement.
 */
export const silenceSeconds = 120

/** What Node looks after itself. A silent connection counts as one whose headers do not come. */
export const server: ServerOptions = {
  headersTimeout: headerSeconds * 1000,
  connectionsCheckingInterval: (headerSeconds * 1000) / 3,
  /* Bodies have their own deadlines, which say what is wrong: this is the last resort. */
  requestTimeout: (Math.max(bodies.seconds, uploads.pace.seconds) + headerSeconds + 30) * 1000,
  keepAliveTimeout: keepAliveSeconds * 1000,
  keepAlive: true,
}
