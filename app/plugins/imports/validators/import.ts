import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { columnName } from '#plugins/imports/models/import/csv_columns'
import { ENCODINGS } from '#plugins/imports/models/import/csv_encoding'
import { DELIMITERS } from '#plugins/imports/models/import/csv_head'
import { isDateFormat } from '#plugins/imports/models/import/dates'
import { isPhoneCountry } from '#plugins/imports/models/import/phones'
import { type Mapping, type Rule, withColumns } from '#plugins/imports/models/import/mapping'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { currency } from '#core/currency/currency'
import { locale } from '#core/resources/validation/conventions'
import { optionalText, requiredText } from '#core/resources/validation/fields'
import { refusalsOf, prefixErrors } from '#core/resources/validation/prefix_errors'

const MAX_TEXT_LENGTH = 10_000
const MAX_VALUES = 1_000
const MAX_FIELDS = 200
const MAX_ENTRIES = 40

const scalar = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (value === null || typeof value === 'boolean') return
    if (typeof value === 'number' && Number.isFinite(value)) return
    const isText = typeof value === 'string' && value.length <= MAX_TEXT_LENGTH
    if (isText && value.isWellFormed() && !value.includes('\0')) return
    field.report(
      'The {{ field }} field must be a text, a number, true, false or null',
      'scalar',
      field
    )
  },
  {
    toJSONSchema: (schema) => {
      delete schema.anyOf
      schema.type = ['string', 'number', 'boolean']
    },
  }
)

const dateFormat = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || isDateFormat(value)) return
  field.report(
    'The {{ field }} field must be a date format such as M/D/YYYY or D MMM, YY HH:mm',
    'date_format',
    field
  )
})

const phoneCountry = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || isPhoneCountry(value.toUpperCase())) return
  field.report('The {{ field }} field must be a country such as DE (ISO 3166)', 'country', field)
})

const notEmpty = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const size = Object.keys(Object(value)).length
  if (size > 0 && size <= MAX_VALUES) return
  field.report(`The {{ field }} field must have between 1 and ${MAX_VALUES} entries`, 'size', field)
})

/* Null is a value here, and not the absence of one. */
const anything = () => vine.any().use(scalar()).nullable().optional()

/** How a field gets its value, as an object. */
export const mappingRuleValidator = strictObject(
  vine.object({
    column: requiredText(255).optional(),
    entries: vine
      .array(vine.object({ column: requiredText(255), kind: requiredText(50).optional() }))
      .minLength(1)
      .maxLength(MAX_ENTRIES)
      .optional(),
    template: requiredText(1000).optional(),
    value: anything(),
    values: vine.record(vine.any().use(scalar()).nullable()).use(notEmpty()).optional(),
    otherwise: anything(),
    default: anything(),
    empty: vine.enum(['keep', 'clear']).optional(),
    lookup: requiredText(100).optional(),
    where: vine.record(requiredText(255)).use(notEmpty()).optional(),
    create: vine.record(vine.any().use(scalar()).nullable()).optional(),
    date_format: vine.string().use(dateFormat()).optional(),
    date_language: locale(),
    decimal_mark: vine.enum(['.', ',']).optional(),
    currency: currency(),
    phone_country: vine
      .string()
      .use(phoneCountry())
      .optional()
      .transform((value) => value.toUpperCase()),
    on_error: vine.enum(['refuse', 'empty']).optional(),
    separator: vine.string().minLength(1).maxLength(5).optional(),
  })
)

/** How a file is to be imported, before it is known what is in it. */
export const createImportValidator = transform(
  strictObject(
    vine.object({
      resource: requiredText(100),
      mapping: requiredText(250_000).optional(),
      match_by: requiredText(100).optional(),
      dry_run: vine.enum(['true', 'false']).optional(),
      delimiter: vine.enum([...DELIMITERS, 'tab']).optional(),
      encoding: vine.enum(ENCODINGS).optional(),
    })
  ),
  async (input) =>
    ({
      resource: input.resource,
      ...(input.mapping === undefined
        ? { mapping: null, excluded: [] }
        : await readMapping(input.mapping)),
      matchBy: input.match_by ?? null,
      dryRun: input.dry_run === 'true',
      delimiter: input.delimiter === 'tab' ? '\t' : input.delimiter,
      encoding: input.encoding,
    }) as const
)

/** What is said of the fields: how each gets its value, and which are not in the file. */
interface SaidMapping {
  readonly mapping: Mapping
  readonly excluded: readonly string[]
}

/**
 * A mapping as JSON. A column's name alone is a rule; null says that the field
 * is not in the file.
 *
 * @throws 422 naming all that is wrong with it
 */
async function readMapping(text: string): Promise<SaidMapping> {
  const said = Object.entries(objectOf(text))
  const excluded = said.flatMap(([field, rule]) => (rule === null ? [field] : []))
  const rules = said.filter(([, rule]) => rule !== null)
  if (rules.length === 0 || rules.length > MAX_FIELDS) {
    throw wrongMapping(`The mapping field must have between 1 and ${MAX_FIELDS} fields`)
  }
  const read = await Promise.allSettled(
    rules.map(async ([field, value]) => [field, await readRule(field, value)] as const)
  )
  const wrong = read.flatMap((result): readonly FieldError[] =>
    result.status === 'rejected' ? refusalsOf(result.reason) : []
  )
  if (wrong.length > 0) throw invalid(wrong)
  const mapping = Object.fromEntries(
    read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  )
  return { mapping, excluded }
}

async function readRule(field: string, value: unknown): Promise<Rule> {
  const given = typeof value === 'string' ? { column: value } : value
  const place = `mapping.${field}`
  const read = await prefixErrors(place, () => mappingRuleValidator.validate(given))
  const sources = ['column', 'template', 'value', 'entries'].filter((name) => name in Object(given))
  if (sources.length === 1) return withColumns(read, columnName)
  const message = 'One of column, template, value and entries says where the value comes from'
  throw invalid([{ field: place, rule: 'source', message }])
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw wrongMapping('The mapping field must be a JSON object')
}

function wrongMapping(message: string) {
  return invalid([{ field: 'mapping', rule: 'object', message }])
}

const pageForm = strictObject(
  vine.object({
    resource: requiredText(100),
    columns: vine.record(optionalText(255)).optional(),
    excluded: vine.record(vine.enum(['true'])).optional(),
    lookups: vine.record(requiredText(100)).optional(),
    match_by: optionalText(100),
    format: optionalText(100),
    dry_run: vine.enum(['true', 'false']).optional(),
    delimiter: vine.enum(['', ...DELIMITERS, 'tab']).optional(),
    encoding: vine.enum(['', ...ENCODINGS]).optional(),
    date_format: optionalText(20),
    decimal_mark: vine.enum(['', '.', ',']).optional(),
    currency: optionalText(3),
    phone_country: optionalText(2),
    on_error: vine.enum(['', 'empty']).optional(),
  }),
  ['_csrf', 'file']
)

/**
 * How the form of a page says that a file is to be imported: from which column
 * each field comes. What it says is read anew as what a client says.
 */
export async function readImportPageForm(body: unknown) {
  const whole = Object(body)
  const { columns, excluded, lookups } = whole
  const {
    columns: sources = {},
    excluded: absent = {},
    delimiter,
    encoding,
    decimal_mark: mark,
    ...said
  } = await pageForm.validate({
    ...whole,
    ...(columns !== undefined && { columns: byFullNames(columns) }),
    ...(excluded !== undefined && { excluded: byFullNames(excluded) }),
    ...(lookups !== undefined && { lookups: byFullNames(lookups) }),
  })
  const named = Object.entries(sources).flatMap(([name, column]): [string, string][] =>
    column ? [[name, column]] : []
  )
  return {
    ...said,
    columns: Object.fromEntries(named),
    excluded: new Set(Object.keys(absent)),
    delimiter: delimiter === '' ? undefined : delimiter,
    encoding: encoding === '' ? undefined : encoding,
    decimal_mark: mark === '' ? undefined : mark,
  }
}

/** What a form says of fields of plugins arrives as objects within each other. */
function byFullNames(said: unknown, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object(said)).flatMap(([name, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(byFullNames(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, value]]
    )
  )
}

export type ImportPageForm = Awaited<ReturnType<typeof readImportPageForm>>
