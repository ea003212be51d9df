/** How a field of a new resource is kept, seen and written. */
export interface Kind {
  /** What follows its name in the statement that makes the table. */
  readonly column: string
  /** A call of a function of `#core/resources/fields`. */
  readonly declared: string
  /** What a record holds of it, in TypeScript. */
  readonly type: string
  /** Rules that the call names, by the modules that export them. */
  readonly rules?: Readonly<Record<string, readonly string[]>>
  /** What the model is composed with besides, and where that comes from. */
  readonly concern?: { readonly call: string; readonly name: string; readonly from: string }
}

/** A field as it was asked for: `status:choice:open/done`. */
export interface Asking {
  /** `visited_on` */
  readonly name: string
  /** `visitedOn` */
  readonly attribute: string
  /** What stands behind its kind; empty for nothing. */
  readonly detail: string
}

const RULES = '#core/resources/validation/fields'

/** What a kind makes of it; null when it cannot be asked for like that. */
type Make = (asking: Asking) => Kind | null

/** A kind of which nothing more can be said. */
const plain =
  (kind: Kind): Make =>
  ({ detail }) =>
    detail === '' ? kind : null

const WORD = /^[a-z0-9][a-z0-9_-]*$/

/** What a field may be, by the word that asks for it. */
export const KINDS: Readonly<Record<string, Make>> = {
  'text': ({ name, detail }) => {
    if (detail === '') {
      return {
        column: `text CHECK (char_length(${name}) <= 255)`,
        declared: 'text({ writable: true })',
        type: 'string | null',
      }
    }
    if (detail !== 'required') return null
    return {
      column: `text NOT NULL CHECK (char_length(${name}) BETWEEN 1 AND 255)`,
      declared: 'text({ nullable: false, rule: mandatoryText(255) })',
      type: 'string',
      rules: { [RULES]: ['mandatoryText'] },
    }
  },
  'long-text': ({ name, detail }) =>
    detail === ''
      ? {
          column: `text CHECK (char_length(${name}) <= 10000)`,
          declared: `text({ rule: optionalText(10_000), in: ['detail', 'export'] })`,
          type: 'string | null',
          rules: { [RULES]: ['optionalText'] },
        }
      : null,
  'integer': plain({
    column: 'integer',
    declared: 'integer({ writable: true })',
    type: 'number | null',
  }),
  'decimal': plain({
    column: 'numeric(12, 2)',
    declared: 'decimal({ rule: optionalDecimal(2, -9_999_999_999, 9_999_999_999) })',
    type: 'string | null',
    rules: { [RULES]: ['optionalDecimal'] },
  }),
  'money': ({ name, attribute, detail }) =>
    detail === ''
      ? {
          column: `numeric CHECK (${name} BETWEEN 0 AND 9999999999999)`,
          declared: 'decimal({ rule: optionalAmount(9_999_999_999_999) })',
          type: 'string | null',
          rules: { '#core/currency/amount': ['optionalAmount'] },
          concern: {
            call: `InOrganizationCurrency('${attribute}')`,
            name: 'InOrganizationCurrency',
            from: '#core/currency/in_organization_currency',
          },
        }
      : null,
  'boolean': plain({
    column: 'boolean NOT NULL DEFAULT false',
    declared: 'boolean({ nullable: false, writable: true })',
    type: 'boolean',
  }),
  'date': plain({
    column: 'date',
    declared: 'date({ writable: true })',
    type: 'DateTime | null',
  }),
  'timestamp': plain({
    column: 'timestamptz(3)',
    declared: 'timestamp({ rule: optionalTimestamp() })',
    type: 'DateTime | null',
    rules: { '#core/plugins/fields/rules': ['optionalTimestamp'] },
  }),
  'choice': ({ name, detail }) => {
    const words = detail.split('/')
    if (!words.every((word) => WORD.test(word)) || new Set(words).size < words.length) return null
    const list = words.map((word) => `'${word}'`).join(', ')
    return {
      column: `text NOT NULL DEFAULT '${words[0]}' CHECK (${name} IN (${list}))`,
      declared: `choice([${list}], { nullable: false, writable: true })`,
      type: words.map((word) => `'${word}'`).join(' | '),
    }
  },
}

/** How fields are asked for: `name:kind`, or `name:kind:detail`. */
export const FIELD_HELP: readonly string[] = [
  'A field is text, text:required, long-text, integer, decimal, money, boolean, date, timestamp or',
  'choice:open/done, or belongs to a record of another resource: customer:customers, or',
  'customer:customers:optional where it need not.',
]
