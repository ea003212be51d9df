import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { invalid } from '#core/http/exceptions/problem'
import { UnitOfWork } from '#core/database/unit_of_work'

const OFFSET = /^[+-]|^(Etc\/)?GMT[+-]/i
const MAX_LENGTH = 64
const MESSAGE = 'The {{ field }} field must be a time zone such as Europe/Berlin'

/** A name of the time zone database, which knows when clocks change: an offset does not. */
const knownTimeZone = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || (!OFFSET.test(value) && isKnown(value))) return
  field.report(MESSAGE, 'zone', field)
})

/** A time zone by any of its names, in any case: `europe/kyiv`. */
export const timeZone = () =>
  vine.string().trim().maxLength(MAX_LENGTH).use(knownTimeZone()).optional()

/**
 * A time zone's name as the time zone database spells it. A name stays the one
 * that was given: JavaScript would make `Europe/Kiev` of `Europe/Kyiv`.
 *
 * @throws 422 when the database, which reckons with it, does not know it
 */
export async function spelledTimeZone(name: string): Promise<string> {
  const { rows } = await UnitOfWork.get().query<{ name: string }>(
    'SELECT name FROM pg_timezone_names WHERE lower(name) = lower($1)',
    [name]
  )
  if (rows[0]) return rows[0].name
  const message = MESSAGE.replace('{{ field }}', 'time_zone')
  throw invalid([{ field: 'time_zone', rule: 'zone', message }])
}

function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
