import vine from '@vinejs/vine'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { chosenPassword, optionalText, typedPassword } from '#core/resources/validation/fields'

const MAX_TOKEN_LENGTH = 4096

/** Who wants to log in, by `email` or by `username`, and with which password. */
export const loginValidator = transform(
  strictObject(
    vine.object({
      email: optionalText(255),
      username: optionalText(255),
      password: typedPassword(),
    })
  ),
  ({ email, username, password }) => {
    if (email && username) throw invalid([oneOf('username', 'email')])
    const name = email ?? username
    if (!name) throw invalid([missing('email')])
    return { name, password }
  }
)

/** The refresh token in a body, under either of its names. */
export const refreshTokenValidator = transform(
  strictObject(
    vine.object({
      refresh: optionalText(MAX_TOKEN_LENGTH),
      refresh_token: optionalText(MAX_TOKEN_LENGTH),
    })
  ),
  ({ refresh: short, refresh_token: long }) => {
    if (short && long) throw invalid([oneOf('refresh_token', 'refresh')])
    const token = short ?? long
    if (!token) throw invalid([missing('refresh')])
    return token
  }
)

export const logoutValidator = strictObject(
  vine.object({
    refresh_token: optionalText(MAX_TOKEN_LENGTH),
    refresh: optionalText(MAX_TOKEN_LENGTH),
    all: vine.boolean({ strict: true }).optional(),
  })
)

export const changePasswordValidator = strictObject(
  vine.object({
    old_password: typedPassword(),
    new_password: chosenPassword(),
    new_password_confirm: vine.string().sameAs('new_password'),
  })
)

function missing(field: string): FieldError {
  return { field, rule: 'required', message: `The ${field} field must be defined` }
}

function oneOf(field: string, other: string): FieldError {
  return { field, rule: 'either', message: `Send either ${other} or ${field}` }
}
