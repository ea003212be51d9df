import type { JSONSchema7 } from 'json-schema'
import vine from '@vinejs/vine'
import { optionalAmount } from '#core/currency/amount'
import { CUSTOMER_TYPES } from '#plugins/customers/resources/customers'
import { DEAL_PRIORITIES } from '#plugins/deals/resources/deals'
import { orNull } from '#core/resources/json'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { currency } from '#core/currency/currency'
import {
  optionalDate,
  optionalReference,
  optionalText,
  person,
  reference,
  requiredText,
} from '#core/resources/validation/fields'
import { prefixErrors } from '#core/resources/validation/prefix_errors'

const MAX_MONEY = 9_999_999_999

/** `{ notes? }`: what is added to the notes of a lead that is qualified or not. */
export const qualificationValidator = strictObject(vine.object({ notes: optionalText(5000) }))

/** `{ assigned_to_id }` */
export const assignmentValidator = strictObject(vine.object({ assigned_to_id: person() }))

/** `{ score, reason? }` */
export const scoreValidator = strictObject(
  vine.object({
    score: vine.number({ strict: true }).withoutDecimals().range([0, 100]),
    reason: optionalText(1000),
  })
)

const conversion = strictObject(
  vine.object({
    customer_type: vine.enum(CUSTOMER_TYPES).optional(),
    assigned_to_id: person().nullable().optional(),
    customer_id: optionalReference(),
    deal: vine.object({}).allowUnknownProperties().nullable().optional(),
  })
)

const deal = strictObject(
  vine.object({
    title: requiredText(255),
    value: optionalAmount(MAX_MONEY),
    currency: currency(),
    pipeline_id: reference().optional(),
    stage_id: reference().optional(),
    expected_close_date: optionalDate(),
    priority: vine.enum(DEAL_PRIORITIES).optional(),
  })
)

/** What a lead is to become, and the deal that comes with it. */
export const conversionValidator = Object.assign(
  transform(conversion, async ({ deal: wanted, ...input }) => ({
    ...input,
    deal: wanted ? await prefixErrors('deal', () => deal.validate(wanted)) : null,
  })),
  {
    describe: (): JSONSchema7 => {
      const { properties, ...schema } = conversion.describe()
      return { ...schema, properties: { ...properties, deal: orNull(deal.describe()) } }
    },
  }
)
