import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import {
  optionalDate,
  optionalReference,
  optionalText,
  reference,
} from '#core/resources/validation/fields'

const loss = () => ({
  lost_reason: optionalText(1000),
  lost_reason_id: optionalReference(),
})

/** Where a deal moves: to a stage, or to the next one; and why, should it be lost there. */
export const moveValidator = strictObject(
  vine.object({ stage_id: reference().optional(), ...loss() })
)

/** When a deal was won; today by default. */
export const winValidator = strictObject(vine.object({ actual_close_date: closingDay() }))

/** Why a deal was lost, and when; today by default. */
export const lossValidator = transform(
  strictObject(vine.object({ ...loss(), actual_close_date: closingDay() })),
  ({ actual_close_date: closedOn, ...reason }) => {
    if (reason.lost_reason || reason.lost_reason_id) return { reason, closedOn }
    const message = 'Say why the deal is lost.'
    throw invalid([{ field: 'lost_reason', rule: 'required', message }])
  }
)

/** The stage in which a deal is reopened; by default where it was. */
export const reopeningValidator = strictObject(vine.object({ stage_id: reference().optional() }))

function closingDay() {
  return optionalDate()
}
