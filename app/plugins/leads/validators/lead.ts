import type { JSONSchema7 } from 'json-schema'
import vine from '@vinejs/vine'
import { optionalAmount } from '#core/currency/amount'
import { CUSTOMER_TYPES } from '#plugins/customers/resources/customers'
import { DEAL_PRIORITIES } from '#plugins/deals/resources/deals'
import { invalid } from '#core/http/exceptions/problem'
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
/** How many deals a conversion opens at most. */
const MAX_DEALS = 10

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
    person_id: optionalReference(),
    person: vine.boolean({ strict: true }).optional(),
    deals: vine.array(vine.object({}).allowUnknownProperties()).maxLength(MAX_DEALS).optional(),
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

/** What a lead is to become, and the deals that come with it. */
export const conversionValidator = Object.assign(
  transform(conversion, async ({ deal: wanted, deals: several = [], ...input }) => {
    if (wanted && several.length > 0) {
      throw refused('deals', 'either', 'Send either deal or deals, which are several')
    }
    if (input.person_id && input.person === false) {
      throw refused('person', 'either', 'Send either person_id, or that there is to be no person')
    }
    const read: Awaited<ReturnType<typeof deal.validate>>[] = []
    for (const [index, each] of several.entries()) {
      read.push(await prefixErrors(`deals.${index}`, () => deal.validate(each)))
    }
    return {
      ...input,
      deal: wanted ? await prefixErrors('deal', () => deal.validate(wanted)) : null,
      deals: read,
    }
  }),
  {
    describe: (): JSONSchema7 => {
      const { properties, ...schema } = conversion.describe()
      const one = deal.describe()
      const several: JSONSchema7 = { type: 'array', items: one, maxItems: MAX_DEALS }
      return { ...schema, properties: { ...properties, deal: orNull(one), deals: several } }
    },
  }
)

function refused(field: string, rule: string, message: string) {
  return invalid([{ field, rule, message }])
}
