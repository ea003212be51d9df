import vine from '@vinejs/vine'
import { closed } from '#validators/closed'
import { optionalDate, optionalReference } from '#validators/fields'

/** `{ termination_date?, reassign_to? }` */
export const readTermination = closed(
  vine.object({ termination_date: optionalDate(), reassign_to: optionalReference() })
)
