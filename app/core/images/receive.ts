import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { files, imageTypes } from '#config/files'
import { ArrivingFile } from '#core/files/arriving_file'
import { contentTypeOf } from '#core/files/content_type'
import { ensureHarmless } from '#core/files/harmless'
import { answerChanged } from '#core/http/answer'
import { invalid } from '#core/http/exceptions/problem'
import { ensureUpload, withSpooledUpload } from '#core/http/upload'
import { type StoredSize, setImage } from '#core/images/image'
import { renderImage } from '#core/images/render'
import { IMAGE_SIZES, IMAGE_TYPE } from '#core/images/sizes'
import { findForChange } from '#core/resources/records/record'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

const MAX_MEGABYTES = 10

const LIMITS = { maxBytes: Math.min(MAX_MEGABYTES * 1024 * 1024, files.maxBytes) }

/**
 * Receives the picture that a request brings for a record, and encodes it anew. That the caller may give it
 * one, and that there is room for it, is known before it is received, and asked again before it has it.
 *
 * @param find locks the record, for a caller who may change it; by default the one in the path
 * @throws 404 for a record that is not there, 403 when it may not be changed, 412 when it has changed, 409
 * without room, and what refuses the picture
 */
export async function receiveImage(
  ctx: HttpContext,
  name: string,
  find: () => Promise<LucidRow> = () => findForChange(ctx, 'update')
): Promise<void> {
  const arriving = await ctx.writeAsCaller(async () => {
    await find()
    ensureUpload(ctx, LIMITS)
    /* The first of them reserves the room of all: together they are smaller than what was sent may be. */
    const reserved: ArrivingFile[] = []
    for (const size of IMAGE_SIZES) {
      reserved.push(await ArrivingFile.reserve(size === IMAGE_SIZES[0] ? LIMITS.maxBytes : 0))
    }
    return reserved
  })
  await duringAll(arriving, () =>
    withSpooledUpload(ctx, LIMITS, async (upload) => {
      await emptyBodyValidator.validate(upload.fields)
      if (!upload.file || upload.file.bytes === 0) throw withoutFile()
      const contentType = await contentTypeOf(upload.file.path, imageTypes)
      await ensureHarmless(arriving[0]?.organizationId ?? '', upload.file, contentType)
      const { width, height, renditions } = await renderImage(upload.file.path)
      const sizes = arriving.flatMap((file, index): StoredSize[] => {
        const rendition = renditions[index]
        return rendition ? [{ ...rendition, file }] : []
      })
      for (const { file, bytes } of sizes) await file.storeBytes(bytes, IMAGE_TYPE)
      await ctx.writeAsCaller(async () => {
        const record = await find()
        await setImage(ctx, record, name, { width, height, sizes })
        return answerChanged(ctx, String(record.$primaryKeyValue))
      })
    })
  )
}

function duringAll<T>(arriving: readonly ArrivingFile[], work: () => Promise<T>): Promise<T> {
  return arriving.reduceRight((inner, file) => () => file.during(inner), work)()
}

function withoutFile() {
  const message = 'The file field must be defined'
  return invalid([{ field: 'file', rule: 'required', message }])
}
