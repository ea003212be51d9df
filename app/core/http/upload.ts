import { readFile } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { holderOf } from '#core/http/holder'
import { uploads } from '#config/clients'
import { Problem, badRequest } from '#core/http/exceptions/problem'
import { inTime } from '#core/http/body_pace'
import { type Holder, Places } from '#core/http/shares'
import { Spool, type SpooledFile } from '#core/files/spool'

/** A form with one file, as somebody sent it, all of which is read. */
export interface Upload {
  readonly fields: Readonly<Record<string, unknown>>
  readonly file: { readonly name: string; readonly content: Buffer } | null
}

/** The same, of a file that lies on this computer. It is the receiver's to discard. */
export interface SpooledUpload {
  readonly fields: Readonly<Record<string, unknown>>
  readonly file: (SpooledFile & { readonly name: string }) | null
}

interface Limits {
  readonly maxBytes: number
  /** Fields beside the file. */
  readonly maxFields?: number
}

const MAX_FIELD_BYTES = 256 * 1024

/** For files that are on their way. */
export const uploadPlaces = new Places(uploads.shares, {
  own: 'You, or your organization, are sending as many files as may be sent at once. Try again when one of them is there.',
  all: 'Too many files are being sent. Try again in a moment.',
})

/**
 * Receives `multipart/form-data` with at most one file, in the field `file`: it is written to the disk of this
 * computer as it comes, to lie there while the work is done. Outside of a unit of work: it takes as long as
 * the client does. The caller must be known.
 *
 * @throws 415 for another body, 413 when it is too large, 408 when it comes too
 * slowly, 429 when the caller or the organization is sending too many, 503 when
 * too many others are
 */
export async function withSpooledUpload<T>(
  ctx: HttpContext,
  limits: Limits,
  work: (upload: SpooledUpload) => Promise<T>
): Promise<T> {
  const spool = await Spool.open()
  try {
    const { fields, name } = await receive(ctx, limits, (chunk) => spool.write(chunk))
    const file = await spool.end()
    return await work({ fields, file: name === null ? null : { ...file, name } })
  } finally {
    await spool.discard()
  }
}

/**
 * Receives a body that is a file, of exactly so many bytes, to lie on the disk of this computer while the
 * work is done.
 *
 * @param holder whose place among those who send files it takes
 * @throws 400 when it is of another size, and as `withSpooledUpload`
 */
export async function withSpooledBody<T>(
  { request }: HttpContext,
  holder: Holder,
  bytes: number,
  work: (file: SpooledFile) => Promise<T>
): Promise<T> {
  if (Number(request.header('content-length')) !== bytes) throw wrongLength(bytes)
  const leave = uploadPlaces.take(holder)
  try {
    const spool = await Spool.open()
    try {
      await inTime(request.request, uploads.pace, async () => {
        for await (const chunk of request.request) await spool.write(chunk)
      })
      return await work(await spool.end())
    } finally {
      await spool.discard()
    }
  } finally {
    leave()
  }
}

/** Reads a file whose kind is small. */
export async function readUpload({ fields, file }: SpooledUpload): Promise<Upload> {
  return { fields, file: file && { name: file.name, content: await readFile(file.path) } }
}

/** Lays a file that is known to be small on the disk of this computer while the work is done. */
export async function withSpooled<T>(
  { name, content }: NonNullable<Upload['file']>,
  work: (file: NonNullable<SpooledUpload['file']>) => Promise<T>
): Promise<T> {
  const spool = await Spool.open()
  try {
    await spool.write(content)
    return await work({ ...(await spool.end()), name })
  } finally {
    await spool.discard()
  }
}

/** What tells one upload from another: its fields, and the digest of its file. */
export function digestible({ fields, file }: SpooledUpload) {
  return [fields, file && [file.name, file.sha256]]
}

interface Received {
  readonly fields: Readonly<Record<string, unknown>>
  /** What the file is called; null when there is none. */
  readonly name: string | null
}

type Take = (chunk: Buffer) => Promise<void>

/**
 * Refuses what says of itself that it is no upload, before anything is done for it.
 *
 * @throws 415 for another body, 413 when it is too large
 */
export function ensureUpload({ request }: HttpContext, limits: Limits): void {
  if (!request.multipart) {
    throw new Problem(415, {
      code: 'unsupported_media_type',
      detail: 'Send multipart/form-data.',
    })
  }
  if (Number(request.header('content-length', '0')) > limits.maxBytes + MAX_FIELD_BYTES) {
    throw tooLarge(limits)
  }
}

async function receive(ctx: HttpContext, limits: Limits, take: Take): Promise<Received> {
  const { request } = ctx
  ensureUpload(ctx, limits)
  const leave = uploadPlaces.take(holderOf(ctx))
  try {
    return await inTime(request.request, uploads.pace, () => readParts(ctx, limits, take))
  } finally {
    leave()
  }
}

async function readParts({ request }: HttpContext, limits: Limits, take: Take): Promise<Received> {
  const { multipart } = request
  const names: string[] = []
  let refusal: Problem | null = null
  let failure: unknown
  let parts = 0
  multipart.onFile('*', { deferValidations: true }, async (part) => {
    let size = 0
    parts += 1
    if (part.name !== 'file' || parts > 1) refusal = unexpected()
    for await (const chunk of part) {
      size += chunk.length
      if (size > limits.maxBytes) refusal ??= tooLarge(limits)
      /* A refused form is read to its end, or its sender would never see the answer. */
      if (!refusal && failure === undefined) {
        await take(chunk).catch((error: unknown) => {
          failure = error
        })
      }
    }
    names.push(part.filename ?? '')
  })
  await multipart
    .process({
      limit: limits.maxBytes + MAX_FIELD_BYTES,
      ...(limits.maxFields !== undefined && { maxFields: limits.maxFields }),
    })
    .catch((error: unknown) => {
      throw refusal ?? malformed(error, limits)
    })
  if (refusal) throw refusal
  if (failure !== undefined) throw failure
  const fields = Object.entries(request.body()).filter(([name]) => name !== 'file')
  return { fields: Object.fromEntries(fields), name: names[0] ?? null }
}

function unexpected(): Problem {
  return badRequest('unexpected_file', 'Send one file, in the field "file".', 'file')
}

function wrongLength(bytes: number): Problem {
  return badRequest(
    'wrong_length',
    `Send the file that was announced: with a Content-Length of ${bytes}.`
  )
}

function tooLarge({ maxBytes }: Limits): Problem {
  const size = Math.floor(maxBytes / 1024 / 1024)
  return new Problem(413, {
    code: 'file_too_large',
    detail: `A file has at most ${size} MB.`,
  })
}

function malformed(error: unknown, limits: Limits): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : 400
  return status === 413
    ? tooLarge(limits)
    : badRequest('malformed_body', 'Malformed multipart body.')
}
