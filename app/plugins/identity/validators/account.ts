import vine from '@vinejs/vine'
import type { Registration } from '#plugins/identity/auth/registration'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import {
  chosenPassword,
  mailToken,
  optionalPhone,
  optionalText,
  requiredEmail,
  requiredText,
  typedPassword,
} from '#core/resources/validation/fields'

/** A user who wants an account. */
export const registrationValidator = transform(
  strictObject(
    vine.object({
      email: requiredEmail(),
      password: chosenPassword(),
      password_confirm: vine.string().sameAs('password'),
      first_name: requiredText(100),
      last_name: requiredText(100),
      phone: optionalPhone(),
      organization_name: optionalText(255),
    })
  ),
  (input): Registration => ({
    email: input.email,
    password: input.password,
    firstName: input.first_name,
    lastName: input.last_name,
    phone: input.phone ?? null,
    organizationName: input.organization_name ?? null,
  })
)

/** The token of a letter, and nothing else. */
export const emailTokenValidator = strictObject(vine.object({ token: mailToken() }))

export const createPasswordResetValidator = strictObject(vine.object({ email: requiredEmail() }))

export const updatePasswordResetValidator = strictObject(
  vine.object({
    token: mailToken(),
    new_password: chosenPassword(),
    new_password_confirm: vine.string().sameAs('new_password').optional(),
  })
)

export const createEmailChangeValidator = strictObject(
  vine.object({ email: requiredEmail(), password: typedPassword() })
)
