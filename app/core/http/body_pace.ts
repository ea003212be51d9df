import type { IncomingMessage } from 'node:http'
import { Problem, badRequest } from '#core/http/exceptions/problem'

/** How slowly a body may arrive. */
export interface Pace {
  /** For all of it. */
  readonly seconds: number
  /** At least, over each window. */
  readonly bytesPerSecond: number
  readonly windowSeconds: number
}

/**
 * Waits for a body to be read, as long as it arrives at its pace.
 *
 * @throws 408 when it does not; the answer closes the connection, and with it
 * ends whatever still reads. 400 when its client goes away, or had gone before
 * anyone read: whoever reads may not hear of that
 */
export async function inTime<T>(
  request: IncomingMessage,
  pace: Pace,
  read: () => Promise<T>
): Promise<T> {
  const late = Promise.withResolvers<never>()
  const stop = watchBody(request, pace, () => late.reject(requestTimeout()))
  const leave = () => {
    if (!request.complete) late.reject(clientGone())
  }
  try {
    request.once('close', leave)
    if (request.destroyed) leave()
    return await Promise.race([read(), late.promise])
  } finally {
    request.off('close', leave)
    stop()
  }
}

/**
 * Watches a body arrive until it is there, or its client gone.
 *
 * @param tooSlow is called once, when it takes too long or comes too slowly
 * @returns how to stop watching
 */
export function watchBody(request: IncomingMessage, pace: Pace, tooSlow: () => void): () => void {
  const { socket } = request
  const ends = performance.now() + pace.seconds * 1000
  let received = socket.bytesRead
  let timer: NodeJS.Timeout | undefined

  const isOver = () => request.complete || request.destroyed || socket.destroyed
  const isTooSlow = (seconds: number) =>
    performance.now() >= ends || socket.bytesRead - received < pace.bytesPerSecond * seconds
  const wait = () => {
    const left = (ends - performance.now()) / 1000
    const seconds = Math.min(pace.windowSeconds, left)
    timer = setTimeout(() => {
      /* What has arrived while this process was busy is read first. */
      setImmediate(() => {
        if (timer === undefined || isOver()) return
        if (isTooSlow(seconds)) return tooSlow()
        received = socket.bytesRead
        wait()
      })
    }, seconds * 1000).unref()
  }
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    request.off('end', stop)
    request.off('close', stop)
  }
  wait()
  request.once('end', stop)
  request.once('close', stop)
  return stop
}

/** 408: the body does not arrive. What comes of it yet is not waited for. */
export function requestTimeout(): Problem {
  return new Problem(408, {
    code: 'request_timeout',
    detail: 'The body of the request came too slowly. Send it again.',
    headers: { Connection: 'close' },
  })
}

function clientGone(): Problem {
  return badRequest('malformed_body', 'The body ended before all of it was there.')
}
