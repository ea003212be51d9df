import vine from '@vinejs/vine'
import { files } from '#config/files'
import { strictObject } from '#core/resources/validation/strict_object'

/** Where nothing is said. */
export const USUAL_MINUTES = Math.min(15, files.maxLinkMinutes)

/** For how long a link is to be good. */
export const attachmentLinkValidator = strictObject(
  vine.object({
    minutes: vine
      .number({ strict: true })
      .withoutDecimals()
      .range([1, files.maxLinkMinutes])
      .optional(),
  })
)
