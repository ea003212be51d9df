import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { MAX_CURRENCY_DECIMALS } from '#core/currency/currency'
import type { ResourceName } from '#core/plugins/api'
import {
  optionalChoices,
  optionalInstant,
  optionalLongText,
  scaledDecimal,
} from '#core/plugins/fields/rules'
import type { FieldType } from '#core/resources/fields'
import {
  optionalDate,
  optionalDecimal,
  optionalInteger,
  optionalReference,
  optionalText,
} from '#core/resources/validation/fields'

/**
 * A field that a plugin adds to a resource of another module. One declaration says
 * what may be written and how it is read, filtered and sorted. All of them may
 * be absent; null clears.
 */
export interface ExtensionField {
  readonly type: Exclude<FieldType, 'json'>
  /** A fresh schema: Vine's schemas are not shared between parents. Null: no one writes it. */
  readonly schema: (() => SchemaTypes) | null
  readonly title: string
  readonly choices: readonly string[] | null
  /** Whether clients cannot write it, and only code of the plugin can. */
  readonly isReadOnly: boolean
  readonly isUnique: boolean
  readonly isSearched: boolean
  /** Whether lists of the admin have a column of it. */
  readonly isColumn: boolean
  /** The permission without which it does not exist for the caller; that to read what an aggregate is over by default. */
  readonly readPermission: string | null
  readonly writePermission: string | null
  /** Of an amount: its currency, by three letters, or the organization's. */
  readonly currency: string | 'organization' | null
  /** The name of the resource whose records it refers to. */
  readonly refersTo: string | null
  /** What it is computed from; null where it is kept. */
  readonly computed: Expression | Aggregate | null
}

/** SQL over `r`, the record. */
interface Expression {
  readonly sql: string
}

/** What records of a resource say together of the record that they belong to. */
export interface Aggregate {
  /** The resource whose records they are: one of the plugin's own, or of what it requires. */
  readonly of: string
  /** Their column that holds the record's id. */
  readonly by: string
  /** SQL over `a`, one of them: `count(*)`, `sum(a.minutes)`; with `order`, of the first of them: `a.title`. */
  readonly take: string
  /** Which of them count, as SQL over `a` and the record `r`; all that are not deleted by default. */
  readonly where?: string
  /** Of which `take` is the first: `a.due_on`. Without it, `take` is an aggregate of SQL. */
  readonly order?: string
}

interface Readable {
  /** For people: in forms and in the description of the API. */
  readonly title: string
  /** The permission without which it does not exist for the caller: `taxes:read`. */
  readonly readPermission?: string
  /** Whether lists of the admin have a column of it, until a user chooses others. */
  readonly column?: boolean
}

interface Writable extends Readable {
  /** Whether clients cannot write it, and only code of the plugin can. */
  readonly readOnly?: boolean
  /** The permission that writing another value takes: 403 without it. */
  readonly writePermission?: string
}

interface Unique extends Writable {
  /** Whether no two undeleted records of an organization have the same value: 409 naming the field. */
  readonly unique?: boolean
}

interface Searched extends Unique {
  /** Whether `?search=` of the resource finds records by it. */
  readonly search?: boolean
}

type Options = Partial<Writable & Searched> & { readonly title: string }
type Special = Partial<Pick<ExtensionField, 'choices' | 'currency' | 'refersTo' | 'computed'>>

const field = (
  type: ExtensionField['type'],
  options: Options,
  schema: ExtensionField['schema'],
  { choices = null, currency = null, refersTo = null, computed = null }: Special = {}
): ExtensionField => ({
  type,
  schema,
  title: options.title,
  choices,
  isReadOnly: schema === null || (options.readOnly ?? false),
  isUnique: options.unique ?? false,
  isSearched: options.search ?? false,
  isColumn: options.column ?? false,
  readPermission: options.readPermission ?? null,
  writePermission: options.writePermission ?? null,
  currency,
  refersTo,
  computed,
})

export const extension = {
  /** One line. @param options `maxLength` in characters, 255 at most and by default */
  text: ({ maxLength = 255, ...options }: Searched & { maxLength?: number }) =>
    field('text', options, () => optionalText(maxLength)),

  /** Several lines. @param options `maxLength` in characters, 10 000 by default */
  longText: ({
    maxLength = 10_000,
    ...options
  }: Omit<Searched, 'unique'> & { maxLength?: number }) =>
    field('text', options, () => optionalLongText(maxLength)),

  /** One of a fixed set of words. */
  choice: (choices: readonly [string, ...string[]], options: Unique) =>
    field('text', options, () => vine.enum(choices).nullable().optional(), { choices }),

  /** Some of a fixed set of words, each once: filtered by `[contains]`. */
  choices: (choices: readonly [string, ...string[]], options: Writable) =>
    field('textArray', options, () => optionalChoices(choices), { choices }),

  integer: ({
    min = -2_147_483_648,
    max = 2_147_483_647,
    ...options
  }: Unique & { min?: number; max?: number }) =>
    field('integer', options, () => optionalInteger(min, max)),

  /** A number kept as text with at most `scale` decimals, so that no float comes near it. */
  decimal: ({
    scale,
    min,
    max,
    ...options
  }: Unique & { scale: number; min: number; max: number }) =>
    field('decimal', options, () => scaledDecimal(scale, min, max)),

  /**
   * An amount of money, as text with the decimals of its currency: of the organization's by default.
   *
   * @param options `currency` by three letters of ISO 4217; `min` is 0 by default
   */
  money: ({
    currency = 'organization',
    min = 0,
    max = 9_999_999_999.99,
    ...options
  }: Writable & { currency?: string; min?: number; max?: number }) =>
    field('decimal', options, () => optionalDecimal(MAX_CURRENCY_DECIMALS, min, max), { currency }),

  boolean: (options: Writable) =>
    field('boolean', options, () => vine.boolean({ strict: true }).nullable().optional()),

  /** `YYYY-MM-DD` */
  date: (options: Unique) => field('date', options, optionalDate),

  /** A moment, written with its time zone and answered in UTC: `2027-01-31T12:00:00.000Z`. */
  timestamp: (options: Writable) => field('timestamp', options, optionalInstant),

  /**
   * A record of another resource. Declared as `vendor`, it is written, filtered and sorted by as
   * `vendor_id`, and shown as both: the id, and who that is; null once the record is deleted. What
   * the caller may not read cannot be referred to.
   */
  reference: (resource: ResourceName, options: Unique) =>
    field('uuid', options, optionalReference, { refersTo: resource }),

  /**
   * What SQL over the record `r` says, and the alias of nothing else. Never kept: reading it changes
   * neither version nor audit log, and it costs nothing where it is not asked for.
   */
  computed: (
    type: Exclude<ExtensionField['type'], 'textArray'>,
    { sql, ...options }: Readable & Expression
  ) => field(type, options, null, { computed: { sql } }),

  /**
   * What the records of a resource say together of the one that they belong to: how many there are,
   * their sum, or a value of the first of them. Of the same organization, and not deleted. It does not
   * exist for who may not read all of them, unless `readPermission` says otherwise.
   */
  aggregate: (
    type: Exclude<ExtensionField['type'], 'textArray'>,
    { of, by, take, where, order, ...options }: Readable & Aggregate & { of: ResourceName }
  ) =>
    field(type, options, null, {
      computed: { of, by, take, ...(where && { where }), ...(order && { order }) },
    }),
} as const
