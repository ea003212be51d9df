import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import type { JSONSchema7 } from 'json-schema'
import { orNull } from '#core/resources/json'
import {
  MAX_ASSOCIATIONS,
  MAX_BODY_BYTES,
  MAX_PARTICIPANTS,
  ROLES,
} from '#plugins/activities/kinds'
import { RULE_PATTERN, readRecurrence } from '#plugins/activities/recurrence'
import { optionalReference, optionalText, reference } from '#core/resources/validation/fields'

const bytes = vine.createRule((value: unknown, max: number, field: FieldContext) => {
  if (typeof value !== 'string' || Buffer.byteLength(value) <= max) return
  field.report('The {{ field }} field must not be longer than {{ max }} bytes', 'bytes', field, {
    max,
  })
})

/** Markdown, kept as it is written. */
export const body = () => optionalText(MAX_BODY_BYTES).use(bytes(MAX_BODY_BYTES))

/** Null is what an empty list is. */
const clearable = vine.createRule(() => {}, {
  toJSONSchema: (schema) => void Object.assign(schema, orNull(schema)),
})

const one = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  const named = ['person_id', 'user_id', 'address'].filter((key) => Object(value)[key])
  if (named.length === 1) return
  const message = 'A participant is a person_id, a user_id or an address'
  field.report(message, 'one', field)
})

const participant = () =>
  vine
    .object({
      person_id: optionalReference(),
      user_id: optionalReference(),
      address: optionalText(255),
      name: optionalText(255),
      role: vine.enum(ROLES).optional(),
    })
    .use(one())

/** All who take part; the list as it was read can be sent back. */
export const participants = () =>
  vine
    .array(participant())
    .parse((value) => (value === null ? [] : value))
    .maxLength(MAX_PARTICIPANTS)
    .use(clearable())
    .optional()

/** What lists of participants look like in an answer. */
export const participantsSchema: JSONSchema7 = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      person_id: { type: ['string', 'null'], format: 'uuid' },
      user_id: { type: ['string', 'null'], format: 'uuid' },
      address: { type: ['string', 'null'] },
      name: { type: ['string', 'null'] },
      role: { type: 'string', enum: [...ROLES] },
    },
    required: ['person_id', 'user_id', 'address', 'name', 'role'],
  },
}

/** With which records a new one is associated. */
export const associations = () =>
  vine
    .array(vine.object({ type: vine.string().maxLength(100), id: reference() }))
    .maxLength(MAX_ASSOCIATIONS)
    .optional()

const rule = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string' || readRecurrence(value)) return
    field.report(
      'The {{ field }} field must be a rule such as FREQ=WEEKLY;INTERVAL=2;COUNT=10',
      'recurrence',
      field
    )
  },
  { toJSONSchema: (schema) => void (schema.pattern = `^$|${RULE_PATTERN}`) }
)

/** A recurrence rule. Null ends the series. */
export const recurrence = () => optionalText(100).use(rule())
