import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

/** The currencies that amounts may be of, by the three letters of ISO 4217. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** More than any currency has: what an amount may have before it is known which one it is of. */
export const MAX_CURRENCY_DECIMALS = Math.max(...[...CURRENCIES].map(decimalsOf))

const knownCurrency = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || CURRENCIES.has(value.toUpperCase())) return
  field.report('The {{ field }} field must be a currency such as EUR (ISO 4217)', 'currency', field)
})

const capitals = (value: string) => value.toUpperCase()

/** Of which currency amounts are, by its three letters. */
export const currency = () =>
  vine.string().trim().use(knownCurrency()).optional().transform(capitals)

/** The same of a currency that a new record must have, and that is never cleared. */
export const mandatoryCurrency = () => ({
  create: vine.string().trim().use(knownCurrency()).transform(capitals),
  update: currency(),
})

/** How many decimals amounts of a currency have: 2 of EUR, 0 of JPY, 3 of KWD. */
export function decimalsOf(code: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
