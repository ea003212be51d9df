import type { JSONSchema7 } from 'json-schema'
import vine from '@vinejs/vine'
import { CUSTOMER_TYPES } from '#plugins/customers/resources/customers'
import { DEAL_PRIORITIES } from '#plugins/deals/resources/deals'
import type { InputSchemas } from '#core/resources/define_resource'
import { orNull } from '#core/resources/json'
import { LEAD_SOURCES, LEAD_STATUSES, QUALIFICATION_STATUSES } from '#plugins/leads/resources/leads'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { currency } from '#core/resources/validation/conventions'
import {
  addressFields,
  nonNullText,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalReference,
  optionalTags,
  optionalText,
  reference,
  requiredText,
} from '#core/resources/validation/fields'
import { prefixErrors } from '#core/resources/validation/prefix_errors'

const MAX_MONEY = 9_999_999_999

const score = () => optionalInteger(0, 100)

const lead = () => ({
  company: optionalText(255),
  job_title: optionalText(100),
  email: optionalEmail(),
  phone: optionalPhone(),
  mobile: optionalPhone(),
  status: vine.enum(LEAD_STATUSES).optional(),
  source: vine.enum(LEAD_SOURCES).optional(),
  qualification_status: vine.enum(QUALIFICATION_STATUSES).optional(),
  assigned_to_id: optionalReference(),
  lead_score: score(),
  estimated_value: optionalDecimal(2, 0, MAX_MONEY),
  tags: optionalTags(),
  notes: optionalText(10_000),
  campaign: optionalText(255),
  referrer: optionalText(255),
  ...addressFields(),
})

/** A score that somebody writes is their own; the rules keep theirs beside it. */
function withOwnScore<Input extends { lead_score?: number | null | undefined }>(input: Input) {
  const { lead_score: own, ...rest } = input
  return own === undefined ? rest : { ...rest, score_manual: own }
}

export const leadWrites: InputSchemas = {
  create: transform(
    strictObject(vine.object({ name: requiredText(255), ...lead() }), ['organization']),
    withOwnScore
  ),
  update: transform(strictObject(vine.object({ name: nonNullText(255), ...lead() })), withOwnScore),
}

/** `{ notes? }`: what is added to the notes of a lead that is qualified or not. */
export const readQualification = strictObject(vine.object({ notes: optionalText(5000) }))

/** `{ assigned_to_id }` */
export const readAssignment = strictObject(vine.object({ assigned_to_id: reference() }))

/** `{ score, reason? }` */
export const readScore = strictObject(
  vine.object({
    score: vine.number({ strict: true }).withoutDecimals().range([0, 100]),
    reason: optionalText(1000),
  })
)

const conversion = strictObject(
  vine.object({
    customer_type: vine.enum(CUSTOMER_TYPES).optional(),
    assigned_to_id: optionalReference(),
    customer_id: optionalReference(),
    deal: vine.object({}).allowUnknownProperties().nullable().optional(),
  })
)

const deal = strictObject(
  vine.object({
    title: requiredText(255),
    value: optionalDecimal(2, 0, MAX_MONEY),
    currency: currency(),
    pipeline_id: reference().optional(),
    stage_id: reference().optional(),
    expected_close_date: optionalDate(),
    priority: vine.enum(DEAL_PRIORITIES).optional(),
  })
)

/** What a lead is to become, and the deal that comes with it. */
export const readConversion = Object.assign(
  transform(conversion, async ({ deal: wanted, ...input }) => ({
    ...input,
    deal: wanted ? await prefixErrors('deal', () => deal(wanted)) : null,
  })),
  {
    describe: (): JSONSchema7 => {
      const { properties, ...schema } = conversion.describe()
      return { ...schema, properties: { ...properties, deal: orNull(deal.describe()) } }
    },
  }
)
