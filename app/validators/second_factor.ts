import vine from '@vinejs/vine'
import { invalid } from '#exceptions/problem'
import type { Answer } from '#models/second_factor'
import { closed } from '#validators/closed'
import { form, typedPassword } from '#validators/fields'

const LONGEST_CHALLENGE = 2048
const LONGEST_RECOVERY_CODE = 50

/** `123 456` is how some apps show it. */
const code = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? value.replace(/\s/g, '') : value))
    .use(form({ pattern: /^\d{6}$/, what: 'six digits' }))

export const readCode = closed(vine.object({ code: code() }))

export const readPassword = closed(vine.object({ password: typedPassword() }))

const challengeAnswer = closed(
  vine.object({
    challenge: vine.string().maxLength(LONGEST_CHALLENGE),
    code: code().optional(),
    recovery_code: vine.string().maxLength(LONGEST_RECOVERY_CODE).optional(),
  })
)

/** A challenge and its answer: a `code`, or a `recovery_code`. */
export async function readChallengeAnswer(
  body: unknown
): Promise<{ challenge: string; answer: Answer }> {
  const { challenge, code: typed, recovery_code: recoveryCode } = await challengeAnswer(body)
  if (typed !== undefined && recoveryCode === undefined)
    return { challenge, answer: { code: typed } }
  if (typed === undefined && recoveryCode !== undefined) {
    return { challenge, answer: { recoveryCode } }
  }
  const message = 'Send either code or recovery_code'
  throw invalid([{ field: 'code', rule: 'either', message }])
}
