import vine from '@vinejs/vine'
import { closed } from '#core/resources/validation/closed'
import { optionalDate, optionalReference } from '#core/resources/validation/fields'

/** `{ termination_date?, reassign_to? }` */
export const readTermination = closed(
  vine.object({ termination_date: optionalDate(), reassign_to: optionalReference() })
)
