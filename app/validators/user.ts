import vine from '@vinejs/vine'
import { closed } from '#validators/closed'
import { optionalPhone, optionalText, optionalUsername, optionalWebsite } from '#validators/fields'

/** What somebody may change of himself. His e-mail is not among it: it must be proven. */
export const readAccountChanges = closed(
  vine.object({
    username: optionalUsername(),
    first_name: optionalText(100),
    last_name: optionalText(100),
    phone: optionalPhone(),
    profile_image: optionalWebsite(),
  })
)
