import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { MAX_CURRENCY_DECIMALS, mandatoryCurrency } from '#core/currency/currency'
import type { CustomField, CustomType } from '#core/custom_fields/custom_field'
import {
  optionalChoices,
  optionalInstant,
  optionalLongText,
  scaledDecimal,
} from '#core/plugins/fields/rules'
import {
  form,
  mandatoryDecimal,
  optionalDate,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalReference,
  optionalText,
  optionalWebsite,
  requiredText,
} from '#core/resources/validation/fields'

const MAX_AMOUNT = 9_999_999_999_999
const MAX_INTEGER = 999_999_999
const MAX_LINE = 255
const MAX_LONG_TEXT = 10_000
const DEFAULT_SCALE = 2

/** What may be written into a field, by its type and its limits. Null clears. Schemas are not shared: each call makes one. */
export function valueRule(field: CustomField): SchemaTypes {
  return RULES[field.type](field)
}

const RULES: Readonly<Record<CustomType, (field: CustomField) => SchemaTypes>> = {
  text: lineOf,
  long_text: ({ length }) => optionalLongText(length ?? MAX_LONG_TEXT),
  integer: (field) => optionalInteger(minOf(field, -MAX_INTEGER), maxOf(field, MAX_INTEGER)),
  decimal: (field) =>
    scaledDecimal(
      field.scale ?? DEFAULT_SCALE,
      minOf(field, -MAX_AMOUNT),
      maxOf(field, MAX_AMOUNT)
    ),
  money: (field) =>
    vine
      .object({
        amount: mandatoryDecimal(
          MAX_CURRENCY_DECIMALS,
          minOf(field, -MAX_AMOUNT),
          maxOf(field, MAX_AMOUNT)
        ).create,
        currency: mandatoryCurrency().create,
      })
      .nullable()
      .optional(),
  boolean: () => vine.boolean({ strict: true }).nullable().optional(),
  date: () => optionalDate(),
  timestamp: () => optionalInstant(),
  choice: ({ options }) =>
    vine
      .enum(options.map(({ value }) => value))
      .nullable()
      .optional(),
  choices: ({ options }) => {
    const [first = '', ...others] = options.map(({ value }) => value)
    return optionalChoices([first, ...others])
  },
  email: () => optionalEmail(),
  phone: () => optionalPhone(),
  url: () => optionalWebsite(),
  user: () => optionalReference(),
  reference: () => optionalReference(),
}

function lineOf({ length, pattern }: CustomField): SchemaTypes {
  const most = Math.min(length ?? MAX_LINE, MAX_LINE)
  if (pattern === null) return optionalText(most)
  const keeps = form({ pattern: wholePattern(pattern), what: `in the form of ${pattern}` })
  return requiredText(most).use(keeps).nullable().optional()
}

/** A pattern as all of a text has to keep it. */
function wholePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u')
}

function minOf({ minimum }: CustomField, least: number): number {
  return minimum === null ? least : Math.max(Number(minimum), least)
}

function maxOf({ maximum }: CustomField, most: number): number {
  return maximum === null ? most : Math.min(Number(maximum), most)
}
