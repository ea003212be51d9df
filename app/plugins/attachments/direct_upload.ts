import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { SignedLinks } from '#core/access/signed_link'
import { ArrivingFile, pathOf } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import { Spool, type SpooledFile } from '#core/files/spool'
import { answerCreated } from '#core/http/answer'
import { Problem, conflict, invalid } from '#core/http/exceptions/problem'
import { holderOf } from '#core/http/holder'
import { refuseKey, withIdempotency } from '#core/http/idempotency'
import type { Holder } from '#core/http/shares'
import { uploadPlaces } from '#core/http/upload'
import type { Resource } from '#core/resources/define_resource'
import Attachment from '#plugins/attachments/models/attachment'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import { inspectFile } from '#plugins/attachments/models/attachment/inspected_file'
import { lockForFiles } from '#plugins/attachments/models/attachment/record'
import {
  type AttachmentUpload,
  endUpload,
  findUpload,
  giveBackRoom,
  reserveUpload,
} from '#plugins/attachments/models/attachment_upload'

/** For which a file may begin to be sent: shorter than what `files:sweep` waits for. */
export const UPLOAD_SECONDS = 900

const links = new SignedLinks('attachment-upload')

/** What a client needs to send a file by itself. */
export interface UploadTicket {
  readonly id: string
  readonly url: string
  readonly method: 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly expires_at: string
}

/**
 * Lets the caller send a file for a record by themselves: to the storage, where that takes it, or to this
 * application.
 *
 * @throws 422 for a record that is not there for them, 403 when it may not be changed, 409 without room
 */
export async function openUpload(
  ctx: HttpContext,
  { record, name, size }: Omit<AttachmentUpload, 'id'>
): Promise<UploadTicket> {
  refuseKey(ctx)
  const resource = attachableResource(record.resource)
  const [id, organizationId] = await ctx.writeAsCaller(async (unit) => {
    await lockForFiles(ctx, resource, record.id).catch((error: unknown) => {
      throw error instanceof Problem && error.status === 404 ? absent('record_id') : error
    })
    return [await reserveUpload(ctx.identity, { record, name, size }), unit.organizationId ?? '']
  })
  const expiresAt = new Date(Date.now() + UPLOAD_SECONDS * 1000)
  expiresAt.setMilliseconds(0)
  const store = await filesOf(organizationId)
  const direct = await store.signUpload(pathOf(organizationId, id), size, UPLOAD_SECONDS)
  const own = async () => ({
    url: await signOwn(ctx, { organizationId, id, size }, expiresAt),
    headers: { 'Content-Type': 'application/octet-stream' },
  })
  const { url, headers } = direct ?? (await own())
  return { id, url, method: 'PUT', headers, expires_at: expiresAt.toISOString() }
}

/** What may be put where, and in whose name. */
export interface OwnUpload {
  readonly organizationId: string
  readonly id: string
  readonly bytes: number
  readonly holder: Holder
}

async function signOwn(
  { identity: { userId, keyId } }: HttpContext,
  { organizationId: org, id: sub, size }: { organizationId: string; id: string; size: number },
  expiresAt: Date
): Promise<string> {
  const claims = { sub, org, size: String(size), usr: keyId ?? userId }
  return `${appUrl}/api/attachment-upload-links/${await links.sign(claims, expiresAt)}/`
}

/** What a token lets its bearer put; null when it is none of ours, or too old. */
export async function readOwnUpload(token: string): Promise<OwnUpload | null> {
  const { sub: id, org: organizationId, size, usr: callerId } = (await links.read(token)) ?? {}
  if (id === undefined || organizationId === undefined || callerId === undefined) return null
  return { organizationId, id, bytes: Number(size), holder: { callerId, organizationId } }
}

/**
 * Makes an attachment of what the caller has sent by themselves: of a copy of it, which no one can put
 * something else in the place of.
 *
 * @throws 404 when there is no such upload, 409 when the file is not there, and what refuses the file
 */
export async function completeUpload(ctx: HttpContext, id: string): Promise<void> {
  const { upload, organizationId } = await ctx.writeAsCaller(async (unit) => {
    const found = await findUpload(ctx.identity, id)
    await lockForFiles(ctx, attachableResource(found.record.resource), found.record.id)
    return { upload: found, organizationId: unit.organizationId ?? '' }
  })
  const leave = uploadPlaces.take(holderOf(ctx))
  try {
    await withSpooledCopy(organizationId, upload, async (copy) => {
      /* The copy takes the room of what was announced. */
      const arriving = await ctx.writeAsCaller(async () => {
        await giveBackRoom(id)
        return ArrivingFile.reserve(upload.size)
      })
      await arriving.during(async () => {
        const file = await inspected(ctx, organizationId, { ...copy, name: upload.name }, id)
        await arriving.store(file, file.contentType)
        const attach = async () => {
          await lockForFiles(ctx, attachableResource(upload.record.resource), upload.record.id)
          await endUpload(id)
          const attachment = await Attachment.attach(upload.record, arriving, file)
          const reply = answerCreated(ctx, attachment.id)
          const [root = ''] = ctx.request.url().split('/attachment-uploads/')
          ctx.response.header('Location', `${root}/attachments/${attachment.id}/`)
          return reply
        }
        await ctx.writeAsCaller((unit) => withIdempotency(ctx, unit, attach, () => [id]))
      })
    })
  } finally {
    leave()
  }
  await emptyPlace(organizationId, id)
}

/** Gives up an upload, with what has been sent of it. @throws 404 when there is none */
export async function giveUpUpload(ctx: HttpContext, id: string): Promise<void> {
  const organizationId = await ctx.writeAsCaller(async (unit) => {
    await findUpload(ctx.identity, id)
    await endUpload(id)
    return unit.organizationId ?? ''
  })
  await emptyPlace(organizationId, id)
}

/** What is refused once is refused for good. */
async function inspected(
  ctx: HttpContext,
  organizationId: string,
  file: SpooledFile & { readonly name: string },
  id: string
) {
  try {
    return await inspectFile(organizationId, file)
  } catch (error) {
    if (error instanceof Problem && error.status < 500) await giveUpUpload(ctx, id)
    throw error
  }
}

async function withSpooledCopy<T>(
  organizationId: string,
  { id, size }: AttachmentUpload,
  work: (copy: SpooledFile) => Promise<T>
): Promise<T> {
  const store = await filesOf(organizationId)
  const bytes = await store.open(pathOf(organizationId, id), null)
  if (bytes === null) throw notSent()
  const spool = await Spool.open()
  try {
    let read = 0
    for await (const chunk of bytes) {
      read += chunk.length
      if (read > size) throw notSent()
      await spool.write(chunk)
    }
    if (read < size) throw notSent()
    return await work(await spool.end())
  } finally {
    bytes.destroy()
    await spool.discard()
  }
}

/** What is not deleted now is found by the sweep. */
async function emptyPlace(organizationId: string, id: string): Promise<void> {
  const store = await filesOf(organizationId)
  await store.delete(pathOf(organizationId, id)).catch(() => null)
}

function attachableResource(name: string): Resource {
  const resource = attachableResources().find((each) => each.name === name)
  if (!resource) throw absent('resource')
  return resource
}

function absent(field: 'resource' | 'record_id'): Problem {
  const noun = field === 'resource' ? 'Resource' : 'Record'
  return invalid([{ field, rule: 'exists', message: `${noun} not found.` }])
}

function notSent(): Problem {
  return conflict(
    'file_not_sent',
    'The file is not there as it was announced. Send it to the url of the upload first.'
  )
}
