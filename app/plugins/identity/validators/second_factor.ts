import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import type { Answer } from '#plugins/identity/models/second_factor'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { form, typedPassword } from '#core/resources/validation/fields'

const MAX_CHALLENGE_LENGTH = 2048
const MAX_RECOVERY_CODE_LENGTH = 50

/** `123 456` is how some apps show it. */
const sixDigits = () => vine.string().use(form({ pattern: /^\s*(\d\s*){6}$/, what: 'six digits' }))

const digitsOf = (code: string) => code.replace(/\s/g, '')

export const oneTimeCodeValidator = transform(
  strictObject(vine.object({ code: sixDigits() })),
  ({ code: typed }) => ({
    code: digitsOf(typed),
  })
)

export const passwordValidator = strictObject(vine.object({ password: typedPassword() }))

/** A challenge and its answer: a `code`, or a `recovery_code`. */
export const challengeAnswerValidator = transform(
  strictObject(
    vine.object({
      challenge: vine.string().maxLength(MAX_CHALLENGE_LENGTH),
      code: sixDigits().optional(),
      recovery_code: vine.string().maxLength(MAX_RECOVERY_CODE_LENGTH).optional(),
    })
  ),
  ({ challenge, code: typed, recovery_code: recoveryCode }) => ({
    challenge,
    answer: answerOf(typed, recoveryCode),
  })
)

function answerOf(code: string | undefined, recoveryCode: string | undefined): Answer {
  if (code !== undefined && recoveryCode === undefined) return { code: digitsOf(code) }
  if (code === undefined && recoveryCode !== undefined) return { recoveryCode }
  const message = 'Send either code or recovery_code'
  throw invalid([{ field: 'code', rule: 'either', message }])
}
