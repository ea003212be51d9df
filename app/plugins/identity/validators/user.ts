import vine from '@vinejs/vine'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { timeZone } from '#core/calendar/time_zone'
import { optionalLocale } from '#core/resources/validation/conventions'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  optionalPhone,
  optionalText,
  optionalUsername,
  optionalWebsite,
  requiredEmail,
} from '#core/resources/validation/fields'

/** What is a person's own to say, and a superuser's. */
const person = () => ({
  username: optionalUsername(),
  first_name: optionalText(100),
  last_name: optionalText(100),
  phone: optionalPhone(),
  profile_image: optionalWebsite(),
})

const flag = () => vine.boolean({ strict: true }).optional()

/** What users may change of themselves. The e-mail is not among it: it must be proven. */
export const updateAccountValidator = strictObject(
  vine.object({ ...person(), time_zone: timeZone().nullable(), locale: optionalLocale() })
)

/** What a superuser may say of another user, and where a new one belongs from the start. */
export const createUserValidator = strictObject(
  vine.object({
    email: requiredEmail(),
    ...person(),
    is_superuser: flag(),
    organization: optionalText(255),
    role: vine.enum(MEMBERSHIP_ROLES).optional(),
  })
)

export const updateUserValidator = strictObject(
  vine.object({ email: requiredEmail(), ...person(), is_active: flag(), is_superuser: flag() })
)
