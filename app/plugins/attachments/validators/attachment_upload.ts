import vine from '@vinejs/vine'
import { files } from '#config/files'
import { mandatoryText } from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'

/** A file that its client is going to send by itself: for which record, and how large it is. */
export const attachmentUploadValidator = strictObject(
  vine.object({
    resource: vine.string().maxLength(100),
    record_id: vine.string().uuid(),
    name: mandatoryText(255).create,
    size: vine.number({ strict: true }).withoutDecimals().range([1, files.maxBytes]),
  })
)
