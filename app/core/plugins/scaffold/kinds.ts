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

/** A kind that may be there, or has to: `money`, `money:required`. */
const either =
  (optional: (asking: Asking) => Kind, required: (asking: Asking) => Kind): Make =>
  (asking) => {
    if (asking.detail === '') return optional(asking)
    return asking.detail === 'required' ? required(asking) : null
  }

/** What a required field is declared and read by. @param call of a rule */
const requiredOf = (kind: string, call: string, from = RULES) => ({
  declared: `${kind}({ nullable: false, rule: ${call} })`,
  rules: { [from]: [call.slice(0, call.indexOf('('))] },
})

const AMOUNTS = '#core/currency/amount'
const TIMES = '#core/plugins/fields/rules'

/** An amount is of the currency of its organization. */
const amountOf = (attribute: string) => ({
  call: `InOrganizationCurrency('${attribute}')`,
  name: 'InOrganizationCurrency',
  from: '#core/currency/in_organization_currency',
})

const WORD = /^[a-z0-9][a-z0-9_-]*$/

/** What a field may be, by the word that asks for it. */
export const KINDS: Readonly<Record<string, Make>> = {
  'text': either(
    ({ name }) => ({
      column: `text CHECK (char_length(${name}) <= 255)`,
      declared: 'text({ writable: true })',
      type: 'string | null',
    }),
    ({ name }) => ({
      column: `text NOT NULL CHECK (char_length(${name}) BETWEEN 1 AND 255)`,
      type: 'string',
      ...requiredOf('text', 'mandatoryText(255)'),
    })
  ),
  'long-text': either(
    ({ name }) => ({
      column: `text CHECK (char_length(${name}) <= 10000)`,
      declared: `text({ rule: optionalText(10_000), in: ['detail', 'export'] })`,
      type: 'string | null',
      rules: { [RULES]: ['optionalText'] },
    }),
    ({ name }) => ({
      column: `text NOT NULL CHECK (char_length(${name}) BETWEEN 1 AND 10000)`,
      type: 'string',
      ...requiredOf('text', 'mandatoryText(10_000)'),
      declared: `text({ nullable: false, rule: mandatoryText(10_000), in: ['detail', 'export'] })`,
    })
  ),
  'integer': either(
    () => ({ column: 'integer', declared: 'integer({ writable: true })', type: 'number | null' }),
    () => ({
      column: 'integer NOT NULL',
      type: 'number',
      ...requiredOf('integer', 'mandatoryInteger(-2_147_483_648, 2_147_483_647)'),
    })
  ),
  'decimal': either(
    () => ({
      column: 'numeric(12, 2)',
      declared: 'decimal({ rule: optionalDecimal(2, -9_999_999_999, 9_999_999_999) })',
      type: 'string | null',
      rules: { [RULES]: ['optionalDecimal'] },
    }),
    () => ({
      column: 'numeric(12, 2) NOT NULL',
      type: 'string',
      ...requiredOf('decimal', 'mandatoryDecimal(2, -9_999_999_999, 9_999_999_999)'),
    })
  ),
  'money': either(
    ({ name, attribute }) => ({
      column: `numeric CHECK (${name} BETWEEN 0 AND 9999999999999)`,
      declared: `decimal({ rule: optionalAmount(9_999_999_999_999), currency: 'organization' })`,
      type: 'string | null',
      rules: { [AMOUNTS]: ['optionalAmount'] },
      concern: amountOf(attribute),
    }),
    ({ name, attribute }) => ({
      column: `numeric NOT NULL CHECK (${name} BETWEEN 0 AND 9999999999999)`,
      type: 'string',
      ...requiredOf('decimal', 'mandatoryAmount(9_999_999_999_999)', AMOUNTS),
      declared: `decimal({ nullable: false, rule: mandatoryAmount(9_999_999_999_999), currency: 'organization' })`,
      concern: amountOf(attribute),
    })
  ),
  'boolean': either(
    () => ({
      column: 'boolean NOT NULL DEFAULT false',
      declared: 'boolean({ nullable: false, writable: true })',
      type: 'boolean',
    }),
    () => ({
      column: 'boolean NOT NULL',
      type: 'boolean',
      ...requiredOf('boolean', 'mandatoryBoolean()'),
    })
  ),
  'date': either(
    () => ({ column: 'date', declared: 'date({ writable: true })', type: 'DateTime | null' }),
    () => ({
      column: 'date NOT NULL',
      type: 'DateTime',
      ...requiredOf('date', 'mandatoryDate()'),
    })
  ),
  'timestamp': either(
    () => ({
      column: 'timestamptz(3)',
      declared: 'timestamp({ rule: optionalTimestamp() })',
      type: 'DateTime | null',
      rules: { [TIMES]: ['optionalTimestamp'] },
    }),
    () => ({
      column: 'timestamptz(3) NOT NULL',
      type: 'DateTime',
      ...requiredOf('timestamp', 'mandatoryTimestamp()', TIMES),
    })
  ),
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
  'A field is text, long-text, integer, decimal, money, boolean, date or timestamp, each also',
  'required, as text:required, or choice:open/done, or belongs to a record of another resource:',
  'customer:customers, or customer:customers:optional where it need not.',
]
