import vine from '@vinejs/vine'
import { THEMES } from '#admin/page'
import { invalid } from '#core/http/exceptions/problem'
import type { Answer } from '#plugins/identity/models/second_factor'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import {
  optionalText,
  reference,
  requiredText,
  typedPassword,
} from '#core/resources/validation/fields'

/** What every form carries, which the check against forgery has read already. */
const FORM = ['_csrf']

export const superuserLoginValidator = strictObject(
  vine.object({ username: requiredText(255), password: typedPassword() }),
  FORM
)

/** What a superuser shows besides the password: six digits of a device, or a recovery code. */
export const superuserChallengeValidator = transform(
  strictObject(
    vine.object({
      challenge: requiredText(2048),
      code: requiredText(50),
      secret: optionalText(64),
    }),
    FORM
  ),
  ({ challenge, code, secret = null }) => ({ challenge, secret, answer: answerOf(code) })
)

function answerOf(code: string): Answer {
  const digits = code.replace(/\s/g, '')
  return /^\d{6}$/.test(digits) ? { code: digits } : { recoveryCode: code }
}

export const themeValidator = strictObject(vine.object({ theme: vine.enum(THEMES) }), FORM)

/** Of the lists that have a search and pages, and nothing else. */
export const searchValidator = strictObject(
  vine.object({
    search: optionalText(200),
    page: vine.number().withoutDecimals().range([1, 1_000_000]).optional(),
  })
)

/** Whether what takes long is examined, too. */
export const healthReportValidator = strictObject(
  vine.object({ thorough: vine.enum(['true', 'false']).optional() })
)

/** What a role is called, and how far each permission of the form reaches in it; empty is not at all. */
export const roleFormValidator = transform(
  strictObject(
    vine.object({
      name: requiredText(100),
      description: optionalText(1000),
      is_active: vine.enum(['true', 'false']).optional(),
      version: vine.string().maxLength(20).optional(),
      grants: vine.record(vine.enum(['', 'own', 'all'])).optional(),
    }),
    FORM
  ),
  ({ is_active: active, version, grants = {}, ...details }) => ({
    details: { ...details, is_active: active !== 'false' },
    version: version ?? null,
    grants,
  })
)

/** How long somebody may act as somebody else, in minutes. */
export const IMPERSONATION_MINUTES = [15, 30, 60] as const

/** Where somebody wants to act as the user of the page, why, and for how many minutes. */
export const createImpersonationValidator = transform(
  strictObject(
    vine.object({
      organization: requiredText(100),
      reason: requiredText(500),
      minutes: vine.enum(IMPERSONATION_MINUTES.map(String)),
    }),
    FORM
  ),
  ({ minutes, ...wish }) => ({ ...wish, minutes: Number(minutes) })
)

/** How many records refer to what is deleted, as the confirmation named them. */
const namedDependents = () => vine.number().withoutDecimals().min(0).optional()

/** A task or a note about the record of a page. */
export const quickActivityValidator = strictObject(
  vine.object({
    resource: vine.enum(['tasks', 'notes']),
    subject: optionalText(255),
    body: optionalText(10_000),
  }),
  FORM
)

export const deletionValidator = strictObject(vine.object({ dependents: namedDependents() }), FORM)

/** The records that were chosen in a list, and what shall become of them. */
export const chosenRecordsValidator = strictObject(
  vine.object({
    ids: vine.array(vine.string().maxLength(64)).minLength(1).maxLength(100).distinct(),
    change: optionalText(200),
    back: optionalText(4000),
    dependents: namedDependents(),
  }),
  FORM
)

/** Which events of the person's are undone, by their ids, and which field they set. */
export const undoValidator = strictObject(
  vine.object({
    events: vine
      .string()
      .maxLength(4000)
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/),
    field: optionalText(100),
    back: optionalText(4000),
  }),
  FORM
)

/** `status=active` → `{ status: 'active' }`. @throws 422 when no change was chosen */
export function readChosenChange(change: string | null | undefined): Record<string, string> {
  const [, name, value] = /^(\w+)=(\w+)$/.exec(change ?? '') ?? []
  if (name !== undefined && value !== undefined) return { [name]: value }
  throw invalid([{ field: 'change', rule: 'required', message: 'Choose what to change.' }])
}

/** Where a deal moves on the board, from which version of it, and why, should it be lost there; `_deal` is whose form it is. */
export const boardMoveValidator = strictObject(
  vine.object({
    stage_id: reference(),
    version: requiredText(20),
    lost_reason: optionalText(1000),
  }),
  [...FORM, '_deal']
)
