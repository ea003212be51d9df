import { isKnownToClient } from '#core/http/answer'
import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { create as contentDisposition } from 'content-disposition'
import { parse as parseRange } from 'range-parser'
import { downloads } from '#config/clients'
import { Problem, notFound } from '#core/http/exceptions/problem'
import type { FilePart, SignedAnswer } from '#core/files/store'
import { type Holder, Places } from '#core/http/shares'
import { watchReader } from '#core/http/watch_reader'

/** A file as it is answered. */
export interface AnsweredFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
  /** Whether browsers may show it: only what this application made itself. */
  readonly isInline?: boolean
  /** Whether what is asked for never has other bytes, since the address names them. */
  readonly isImmutable?: boolean
  /** @returns where it is read without us; null when it is answered from here */
  sign?(answered: SignedAnswer): Promise<string | null>
  /** @returns null when there is none */
  open(part: FilePart | null): Promise<Readable | null>
}

/** For files that are on their way to their clients. */
export const filePlaces = new Places(downloads.fileShares, {
  own: 'You, or your organization, are reading as many files as may be read at once. Try again when one of them is there.',
  all: 'Too many files are being read. Try again in a moment.',
})

/** Of `range-parser`: what cannot be read is ignored, as RFC 9110 has it. */
const MALFORMED = 1

/** Whatever it holds, a browser loads, runs, sends and frames nothing of it. */
export const SEALED = `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`

/** A year, which is what RFC 9111 has for it. */
const FOREVER = 'max-age=31536000, immutable'

/**
 * Answers a file, or the part of it that is asked for (RFC 9110, 14), outside of units of work. It is to be
 * kept, and shown only where this application made it.
 *
 * @throws 416 for a part that it does not have, 429 or 503 when too many are being read
 */
export async function answerFile(
  ctx: HttpContext,
  file: AnsweredFile,
  holder: Holder
): Promise<void> {
  const { request, response } = ctx
  const tag = `"${file.sha256}"`
  const { name, contentType, isInline = false, isImmutable = false } = file
  const type = isInline ? 'inline' : 'attachment'
  const disposition = contentDisposition(name, { type })
  response
    .header('ETag', tag)
    .header('Accept-Ranges', 'bytes')
    .header('Content-Security-Policy', SEALED)
    .header('Content-Disposition', disposition)
    /* Nor does anything on the way compress it: its parts are counted in these bytes. */
    .header('Cache-Control', `private, ${isImmutable ? FOREVER : 'no-cache'}, no-transform`)
  if (isKnownToClient(ctx, tag)) return response.status(304).send(null)

  const url = request.method() === 'GET' && (await file.sign?.({ disposition, contentType }))
  if (url) return redirect(ctx, url)
  const part = partOf(ctx, file.bytes, tag)
  const { start, end } = part ?? { start: 0, end: file.bytes - 1 }
  response
    .header(
      'Content-Type',
      /^text\/[^;]+$/.test(contentType) ? `${contentType}; charset=utf-8` : contentType
    )
    .header('Content-Length', String(end - start + 1))
  if (part) response.status(206).header('Content-Range', `bytes ${start}-${end}/${file.bytes}`)
  if (request.method() === 'HEAD') return response.stream(Readable.from([]))
  await send(ctx, file, part, holder)
}

/** Rights are asked at each request to us: the address is good for a moment, and kept by no one. */
function redirect({ response }: HttpContext, url: string): void {
  for (const name of ['ETag', 'Accept-Ranges', 'Content-Disposition']) response.removeHeader(name)
  response.header('Cache-Control', 'private, no-store').header('Location', url)
  response.status(302).send(null)
}

async function send(ctx: HttpContext, file: AnsweredFile, part: FilePart | null, holder: Holder) {
  const leave = filePlaces.take(holder)
  try {
    const stream = await file.open(part)
    if (stream === null) throw notFound('file')
    ctx.response.response.once('close', leave)
    watchReader(ctx, stream, 'answer with a file')
    ctx.response.stream(stream)
  } catch (error) {
    leave()
    throw error
  }
}

/** The part that is asked for; null is all of it. Several at once are answered by all of it, as they may be. */
function partOf({ request }: HttpContext, bytes: number, tag: string): FilePart | null {
  const asked = request.header('range')
  const condition = request.header('if-range')
  if (asked === undefined || (condition !== undefined && condition !== tag)) return null
  if (!/^bytes=/i.test(asked)) return null
  const { code, ranges } = parseRange(bytes, asked)
  if (ranges.length > 1) return null
  const [part] = ranges
  if (part) return part
  if (code & MALFORMED) return null
  throw new Problem(416, {
    code: 'range_not_satisfiable',
    detail: `The file has ${bytes} bytes, and none of those that are asked for.`,
    headers: { 'Content-Range': `bytes */${bytes}` },
  })
}
