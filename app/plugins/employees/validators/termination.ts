import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'
import { optionalDate, optionalReference } from '#core/resources/validation/fields'

/** `{ termination_date?, reassign_to? }` */
export const terminationValidator = strictObject(
  vine.object({ termination_date: optionalDate(), reassign_to: optionalReference() })
)
