import vine from '@vinejs/vine'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject } from '#core/resources/validation/strict_object'
import { optionalText, reference } from '#core/resources/validation/fields'

export const entryWrites: InputSchemas = {
  create: strictObject(
    vine.object({
      customer_id: reference(),
      points: vine.number({ strict: true }).withoutDecimals().range([-1_000_000, 1_000_000]),
      reason: optionalText(255),
    }),
    ['organization']
  ),
  update: strictObject(vine.object({})),
}
