import type { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { downloads } from '#config/clients'

/**
 * Cuts off a client that takes nothing of a stream for long, or takes too long for all of it.
 *
 * @param noun what it is, for the log: `export`
 */
export function watchReader(
  { logger, request, response: { response } }: HttpContext,
  stream: Readable,
  noun: string
): void {
  const told = { url: request.url(), request_id: request.id(), address: request.ip() }
  stream.once('error', (error) => logger.error({ ...told, err: error }, `an ${noun} broke off`))
  if (response.destroyed) return void stream.destroy()

  const cut = () => {
    if (response.writableFinished || response.destroyed) return
    logger.warn(told, `a client did not take its ${noun}`)
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
    stream.destroy()
  })
}
