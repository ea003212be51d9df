import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { FieldType } from '#core/resources/fields'
import { form, optionalDecimal, optionalText } from '#core/resources/validation/fields'

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/**
 * A field that a plugin adds to another user’s resource. One declaration says
 * what may be written and how it is read, filtered and sorted. All of them may
 * be absent; null clears.
 */
export interface ExtensionField {
  readonly type: Exclude<FieldType, 'uuid' | 'timestamp' | 'textArray' | 'json'>
  /** A fresh schema: Vine's schemas are not shared between parents. */
  readonly schema: () => SchemaTypes
  readonly title: string
  readonly choices: readonly string[] | null
}

interface Titled {
  /** For people: in forms and in the description of the API. */
  readonly title: string
}

export const extension = {
  text: ({ title, maxLength = 255 }: Titled & { maxLength?: number }): ExtensionField => ({
    type: 'text',
    schema: () => optionalText(maxLength),
    title,
    choices: null,
  }),

  choice: (choices: readonly [string, ...string[]], { title }: Titled): ExtensionField => ({
    type: 'text',
    schema: () => vine.enum(choices).nullable().optional(),
    title,
    choices,
  }),

  integer: ({
    title,
    min = -2_147_483_648,
    max = 2_147_483_647,
  }: Titled & { min?: number; max?: number }): ExtensionField => ({
    type: 'integer',
    schema: () =>
      vine.number({ strict: true }).withoutDecimals().range([min, max]).nullable().optional(),
    title,
    choices: null,
  }),

  /** A number kept as text with at most `scale` decimals, so that no float comes near it. */
  decimal: ({
    title,
    scale,
    min,
    max,
  }: Titled & { scale: number; min: number; max: number }): ExtensionField => ({
    type: 'decimal',
    schema: () =>
      optionalDecimal(scale, min, max).transform((value) =>
        value === null ? null : withScale(value, scale)
      ),
    title,
    choices: null,
  }),

  boolean: ({ title }: Titled): ExtensionField => ({
    type: 'boolean',
    schema: () => vine.boolean({ strict: true }).nullable().optional(),
    title,
    choices: null,
  }),

  /** `YYYY-MM-DD` */
  date: ({ title }: Titled): ExtensionField => ({
    type: 'date',
    schema: () =>
      vine
        .string()
        .use(form({ pattern: DAY, what: 'a date such as 2026-02-28' }))
        .nullable()
        .optional(),
    title,
    choices: null,
  }),
} as const

/** One number is one text: `1.5` is `1.50` where there are two decimals. */
function withScale(number: string, scale: number): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(number) ?? []
  const text = scale === 0 ? whole : `${whole}.${decimals.padEnd(scale, '0')}`
  return /[1-9]/.test(text) ? `${sign}${text}` : text
}
