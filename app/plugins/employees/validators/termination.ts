import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'
import { optionalDate, person } from '#core/resources/validation/fields'

/** `{ termination_date?, reassign_to?, deactivate_membership? }` */
export const terminationValidator = strictObject(
  vine.object({
    termination_date: optionalDate(),
    reassign_to: person().nullable().optional(),
    deactivate_membership: vine.boolean({ strict: true }).optional(),
  })
)
