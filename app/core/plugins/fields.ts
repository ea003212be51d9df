import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { FieldType } from '#core/resources/fields'
import {
  optionalDate,
  optionalDecimal,
  optionalInteger,
  optionalText,
} from '#core/resources/validation/fields'

/**
 * A field that a plugin adds to a resource of another module. One declaration says
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

const field = (
  type: ExtensionField['type'],
  { title }: Titled,
  schema: ExtensionField['schema'],
  choices: ExtensionField['choices'] = null
): ExtensionField => ({ type, schema, title, choices })

export const extension = {
  text: ({ maxLength = 255, ...titled }: Titled & { maxLength?: number }) =>
    field('text', titled, () => optionalText(maxLength)),

  choice: (choices: readonly [string, ...string[]], titled: Titled) =>
    field('text', titled, () => vine.enum(choices).nullable().optional(), choices),

  integer: ({
    min = -2_147_483_648,
    max = 2_147_483_647,
    ...titled
  }: Titled & { min?: number; max?: number }) =>
    field('integer', titled, () => optionalInteger(min, max)),

  /** A number kept as text with at most `scale` decimals, so that no float comes near it. */
  decimal: ({ scale, min, max, ...titled }: Titled & { scale: number; min: number; max: number }) =>
    field('decimal', titled, () =>
      optionalDecimal(scale, min, max).transform((value) =>
        value === null ? null : withScale(value, scale)
      )
    ),

  boolean: (titled: Titled) =>
    field('boolean', titled, () => vine.boolean({ strict: true }).nullable().optional()),

  /** `YYYY-MM-DD` */
  date: (titled: Titled) => field('date', titled, optionalDate),
} as const

/** One number is one text: `1.5` is `1.50` where there are two decimals. */
function withScale(number: string, scale: number): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(number) ?? []
  const text = scale === 0 ? whole : `${whole}.${decimals.padEnd(scale, '0')}`
  return /[1-9]/.test(text) ? `${sign}${text}` : text
}
