import type { HttpContext } from '@adonisjs/core/http'
import { files } from '#config/files'
import { ArrivingFile } from '#core/files/arriving_file'
import { answerCreated } from '#core/http/answer'
import { withIdempotency } from '#core/http/idempotency'
import { type SpooledUpload, ensureUpload, withSpooledUpload } from '#core/http/upload'
import { invalid } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import Attachment from '#plugins/attachments/models/attachment'
import { inspectFile } from '#plugins/attachments/models/attachment/inspected_file'
import { lockForFiles } from '#plugins/attachments/models/attachment/record'

interface Of {
  readonly resource: Resource
  readonly id: string
}

/**
 * Receives the file that a request brings for a record. That the caller may give the record one, and that
 * there is room for it, is known before it is received, and asked again before the record has it.
 *
 * @throws 404 for a record that is not there, 403 when it may not be changed, 409 without room, and what
 * refuses the file
 */
export async function receiveAttachment(ctx: HttpContext, { resource, id }: Of): Promise<void> {
  const arriving = await ctx.writeAsCaller(async () => {
    await lockForFiles(ctx, resource, id)
    ensureUpload(ctx, files)
    return ArrivingFile.reserve(bytesAtMost(ctx))
  })
  await arriving.during(() =>
    withSpooledUpload(ctx, files, async (upload) => {
      await emptyBodyValidator.validate(upload.fields)
      const { file, attach } = await storeReceived(ctx, { resource, id }, upload, arriving)
      const take = async () => answerAttached(ctx, (await attach()).id)
      const said = () => [upload.file?.name, file.sha256]
      await ctx.writeAsCaller((unit) => withIdempotency(ctx, unit, take, said))
    })
  )
}

/**
 * Puts a file that was received where it stays. Outside of units of work.
 *
 * @returns `attach`, which gives it to the record in a unit of the caller's
 * @throws what refuses the file
 */
export async function storeReceived(
  caller: Pick<HttpContext, 'identity' | 'bouncer'>,
  { resource, id }: Of,
  upload: Pick<SpooledUpload, 'file'>,
  arriving: ArrivingFile
) {
  if (!upload.file) throw withoutFile()
  const file = await inspectFile(arriving.organizationId, upload.file)
  await arriving.store(file, file.contentType)
  const attach = async () => {
    await lockForFiles(caller, resource, id)
    return Attachment.attach({ resource: resource.name, id }, arriving, file)
  }
  return { file, attach }
}

/** It is read by a path of its own. */
function answerAttached(ctx: HttpContext, id: string) {
  const answer = answerCreated(ctx, id)
  const [root = ''] = ctx.request.url().split(`/${ctx.attachedTo.name}/`)
  ctx.response.header('Location', `${root}/attachments/${id}/`)
  return answer
}

/** What the file may have, as far as the request says how long it is. */
function bytesAtMost({ request }: HttpContext): number {
  const said = Number(request.header('content-length'))
  return said > 0 ? Math.min(said, files.maxBytes) : files.maxBytes
}

function withoutFile() {
  const message = 'The file field must be defined'
  return invalid([{ field: 'file', rule: 'required', message }])
}
