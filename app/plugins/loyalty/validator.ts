import vine from '@vinejs/vine'
import type { Writes } from '#core/resources/define_resource'
import { closed } from '#core/resources/validation/closed'
import { optionalText, reference } from '#core/resources/validation/fields'

export const entryWrites: Writes = {
  create: closed(
    vine.object({
      customer_id: reference(),
      points: vine.number({ strict: true }).withoutDecimals().range([-1_000_000, 1_000_000]),
      reason: optionalText(255),
    }),
    ['organization']
  ),
  update: closed(vine.object({})),
}
