import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { FieldType } from '#core/resources/fields'
import {
  optionalDate,
  optionalInteger,
  optionalReference,
  optionalTags,
  optionalText,
} from '#core/resources/validation/fields'

/** What a value must be to be written: the same always, or one rule for each of the two. */
export type FieldRule =
  SchemaTypes | { readonly create?: SchemaTypes; readonly update?: SchemaTypes }

/** How a field is written. */
export interface FieldInput {
  /** Under which key of a body, where it is not the field's own name: `assigned_to_id`. */
  readonly key: string | null
  /** What a new record may say; null when it cannot say it. */
  readonly create: SchemaTypes | null
  readonly update: SchemaTypes | null
}

interface Written {
  readonly type: FieldType
  readonly key?: string | undefined
  readonly choices?: readonly string[] | undefined
  readonly nullable?: boolean | undefined
  readonly writable?: boolean | undefined
  readonly rule?: FieldRule | undefined
}

/**
 * How a field is written that is declared so; null when it is not.
 *
 * @throws for a field that is writable and of a type whose limits must be said
 */
export function inputOf({ rule, writable = false, ...field }: Written): FieldInput | null {
  if (!rule && !writable) return null
  const key = field.key ?? null
  const stated = rule ?? defaultRule(field)
  if ('clone' in stated) return { key, create: stated, update: stated }
  return { key, create: stated.create ?? null, update: stated.update ?? null }
}

const FLAG = () => vine.boolean({ strict: true }).optional()
const INTEGER = () => optionalInteger(-2_147_483_648, 2_147_483_647)

/** Of the types whose values need no further limits. */
const DEFAULTS: Readonly<Partial<Record<FieldType, () => SchemaTypes>>> = {
  uuid: optionalReference,
  text: () => optionalText(255),
  integer: INTEGER,
  boolean: FLAG,
  date: optionalDate,
  textArray: optionalTags,
}

function defaultRule({ type, key, choices, nullable = true }: Omit<Written, 'rule'>): SchemaTypes {
  if (key) return optionalReference()
  if (choices) {
    const choice = vine.enum(choices)
    return nullable ? choice.nullable().optional() : choice.optional()
  }
  const rule = DEFAULTS[type]
  if (!rule) throw new Error(`What may be written into a field of type ${type} needs a "rule"`)
  return rule()
}
