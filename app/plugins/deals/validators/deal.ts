import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import { DEAL_PRIORITIES } from '#plugins/deals/resources/deals'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { currency } from '#core/resources/validation/conventions'
import {
  keptPercentage,
  nonNullText,
  optionalDate,
  optionalDecimal,
  optionalReference,
  optionalTags,
  optionalText,
  reference,
  requiredText,
} from '#core/resources/validation/fields'

const MAX_MONEY = 9_999_999_999_999

/** Where a deal stands may be said, but not that it stands nowhere. */
const deal = () => ({
  description: optionalText(10_000),
  customer_id: optionalReference(),
  pipeline_id: reference().optional(),
  stage_id: reference().optional(),
  assigned_to_id: optionalReference(),
  value: optionalDecimal(2, 0, MAX_MONEY),
  currency: currency(),
  probability: keptPercentage(),
  expected_close_date: optionalDate(),
  actual_close_date: optionalDate(),
  priority: vine.enum(DEAL_PRIORITIES).optional(),
  source: optionalText(100),
  tags: optionalTags(),
  notes: optionalText(10_000),
  ...loss(),
})

const loss = () => ({
  lost_reason: optionalText(1000),
  lost_reason_id: optionalReference(),
})

export const dealWrites: InputSchemas = {
  create: strictObject(vine.object({ title: requiredText(255), ...deal() }), ['organization']),
  update: strictObject(vine.object({ title: nonNullText(255), ...deal() })),
}

/** Where a deal moves: to a stage, or to the next one; and why, should it be lost there. */
export const readMove = strictObject(vine.object({ stage_id: reference().optional(), ...loss() }))

/** When a deal was won; today by default. */
export const readWin = strictObject(vine.object({ actual_close_date: closingDay() }))

/** Why a deal was lost, and when; today by default. */
export const readLoss = transform(
  strictObject(vine.object({ ...loss(), actual_close_date: closingDay() })),
  ({ actual_close_date: closedOn, ...reason }) => {
    if (reason.lost_reason || reason.lost_reason_id) return { reason, closedOn }
    const message = 'Say why the deal is lost.'
    throw invalid([{ field: 'lost_reason', rule: 'required', message }])
  }
)

/** The stage in which a deal is reopened; by default where it was. */
export const readReopening = strictObject(vine.object({ stage_id: reference().optional() }))

function closingDay() {
  return optionalDate()
}
