import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

/** The currencies that amounts may be of, by the three letters of ISO 4217. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

const knownCurrency = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || CURRENCIES.has(value.toUpperCase())) return
  field.report('The {{ field }} field must be a currency such as EUR (ISO 4217)', 'currency', field)
})

/** Of which currency amounts are, by its three letters. */
export const currency = () =>
  vine
    .string()
    .trim()
    .use(knownCurrency())
    .optional()
    .transform((value) => value.toUpperCase())
