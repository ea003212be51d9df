import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  chosenPassword,
  form,
  mailToken,
  optionalText,
  reference,
  requiredEmail,
  requiredText,
  typedPassword,
} from '#core/resources/validation/fields'

const MAX_ROLES = 50
const SLUG = /^[a-z0-9][a-z0-9-]{0,254}$/

/** Whom to invite, as what, with which roles, by their ids or their slugs, and whether as an employee. */
export const createInvitationValidator = strictObject(
  vine.object({
    email: requiredEmail(),
    role: vine.enum(MEMBERSHIP_ROLES).optional(),
    role_ids: vine.array(reference()).maxLength(MAX_ROLES).distinct().optional(),
    roles: vine
      .array(vine.string().use(form({ pattern: SLUG, what: 'the slug of a role, such as sales' })))
      .maxLength(MAX_ROLES)
      .distinct()
      .optional(),
    create_employee: vine.boolean({ strict: true }).optional(),
  }),
  ['organization']
)

const acceptance = vine.object({
  token: mailToken(),
  password: typedPassword().optional(),
  password_confirm: vine.string().sameAs('password').optional(),
  first_name: optionalText(100),
  last_name: optionalText(100),
})

/** What a user sends who accepts; what they need of it depends on who they are. */
export type Acceptance = Infer<typeof acceptance>

export const acceptInvitationValidator = strictObject(acceptance)

/** Of an acceptance, what makes an account. */
export const newcomerValidator = strictObject(
  vine.object({
    password: chosenPassword(),
    first_name: requiredText(100),
    last_name: requiredText(100),
  }),
  ['token', 'password_confirm']
)
