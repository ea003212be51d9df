import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { files, imageTypes } from '#config/files'
import { ArrivingFile } from '#core/files/arriving_file'
import { contentTypeOf } from '#core/files/content_type'
import { ensureHarmless } from '#core/files/harmless'
import { answerChanged } from '#core/http/answer'
import { invalid } from '#core/http/exceptions/problem'
import { type SpooledUpload, ensureUpload, withSpooledUpload } from '#core/http/upload'
import { type StoredImage, type StoredSize, setImage } from '#core/images/image'
import { renderImage } from '#core/images/render'
import { IMAGE_SIZES, IMAGE_TYPE } from '#core/images/sizes'
import { findForChange } from '#core/resources/records/record'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

const MAX_MEGABYTES = 10

/** Of a file that a picture comes as. */
export const imageLimits = { maxBytes: Math.min(MAX_MEGABYTES * 1024 * 1024, files.maxBytes) }

/** What finds and locks the record that gets a picture, for a caller who may change it. */
type Find = () => Promise<LucidRow>

/**
 * Receives the picture that a request brings for a record, and encodes it anew. That the caller may give it
 * one, and that there is room for it, is known before it is received, and asked again before it has it.
 *
 * @param find by default the record in the path
 * @throws 404 for a record that is not there, 403 when it may not be changed, 412 when it has changed, 409
 * without room, and what refuses the picture
 */
export async function receiveImage(
  ctx: HttpContext,
  name: string,
  find: Find = () => findForChange(ctx, 'update')
): Promise<void> {
  const asked = async () => {
    await find()
    ensureUpload(ctx, imageLimits)
  }
  await withRoomForImage(ctx, asked, (room) =>
    withSpooledUpload(ctx, imageLimits, async ({ fields, file }) => {
      await emptyBodyValidator.validate(fields)
      const image = await storeImage(file, room)
      await ctx.writeAsCaller(async () => {
        const record = await find()
        await setImage(ctx, record, name, image)
        return answerChanged(ctx, String(record.$primaryKeyValue))
      })
    })
  )
}

/** Where the sizes of a picture will lie. */
type Room = readonly ArrivingFile[]

/**
 * Does something while there is room for a picture. Nothing is left of what was stored there and given to no
 * record.
 *
 * @param ask refuses who may not give one
 * @throws 409 without room
 */
export async function withRoomForImage(
  ctx: HttpContext,
  ask: () => Promise<unknown>,
  work: (room: Room) => Promise<void>
): Promise<void> {
  const room = await ctx.writeAsCaller(async () => {
    await ask()
    /* The first of them reserves the room of all: together they are smaller than what was sent may be. */
    const reserved: ArrivingFile[] = []
    for (const size of IMAGE_SIZES) {
      reserved.push(await ArrivingFile.reserve(size === IMAGE_SIZES[0] ? imageLimits.maxBytes : 0))
    }
    return reserved
  })
  await room.reduceRight(
    (inner, file) => () => file.during(inner),
    () => work(room)
  )()
}

/**
 * Encodes a picture that was received, and puts its sizes where they stay. Outside of units of work.
 *
 * @throws what refuses it
 */
export async function storeImage(file: SpooledUpload['file'], room: Room): Promise<StoredImage> {
  if (!file || file.bytes === 0) throw withoutFile()
  const contentType = await contentTypeOf(file.path, imageTypes)
  await ensureHarmless(room[0]?.organizationId ?? '', file, contentType)
  const { width, height, renditions } = await renderImage(file.path)
  const sizes = room.flatMap((arriving, index): StoredSize[] => {
    const rendition = renditions[index]
    return rendition ? [{ ...rendition, file: arriving }] : []
  })
  for (const { file: arriving, bytes } of sizes) await arriving.storeBytes(bytes, IMAGE_TYPE)
  return { width, height, sizes }
}

function withoutFile() {
  const message = 'The file field must be defined'
  return invalid([{ field: 'file', rule: 'required', message }])
}
