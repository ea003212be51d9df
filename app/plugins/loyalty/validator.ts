import vine from '@vinejs/vine'
import type { Writes } from '#resources/define_resource'
import { closed } from '#validators/closed'
import { optionalText, reference } from '#validators/fields'

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
