import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import type { Answer } from '#plugins/identity/models/second_factor'
import { closed, refined } from '#core/resources/validation/closed'
import { form, typedPassword } from '#core/resources/validation/fields'

const LONGEST_CHALLENGE = 2048
const LONGEST_RECOVERY_CODE = 50

/** `123 456` is how some apps show it. */
const sixDigits = () => vine.string().use(form({ pattern: /^\s*(\d\s*){6}$/, what: 'six digits' }))

const digitsOf = (code: string) => code.replace(/\s/g, '')

export const readCode = refined(closed(vine.object({ code: sixDigits() })), ({ code: typed }) => ({
  code: digitsOf(typed),
}))

export const readPassword = closed(vine.object({ password: typedPassword() }))

/** A challenge and its answer: a `code`, or a `recovery_code`. */
export const readChallengeAnswer = refined(
  closed(
    vine.object({
      challenge: vine.string().maxLength(LONGEST_CHALLENGE),
      code: sixDigits().optional(),
      recovery_code: vine.string().maxLength(LONGEST_RECOVERY_CODE).optional(),
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
