import { badRequest } from '#core/http/exceptions/problem'
import { didYouMean } from '#core/http/did_you_mean'
import { malformed, malformedFlag, severalValues } from '#core/resources/query/refusals'
import type { RelativeTime } from '#core/calendar/relative_time'
import type { Field, FieldType, Operator } from '#core/resources/fields'
import { CALLER } from '#core/resources/related'
import { isDay, isMoment } from '#core/calendar/iso_text'
import { UUID } from '#core/resources/uuid'
import { clean } from '#core/text/clean'
import { nameKey } from '#core/text/keys'

/** What a filter compares with: one value, several, whether there is one, or a time that moves. */
export type Operand = string | readonly string[] | boolean | RelativeTime

export const MAX_VALUES = 100
export const MAX_VALUE_LENGTH = 1_000

/** What a value of each type looks like. */
const FORMS: Readonly<Partial<Record<FieldType, string>>> = {
  uuid: 'the id of a record, a UUID',
  integer: 'a whole number',
  decimal: 'a number such as 1234.5, with nothing between its digits',
  date: 'a date such as 2026-02-28',
  timestamp: 'a time such as 2026-02-28T09:30:00Z, or a date',
}

/**
 * Reads a filter's text by the field's type.
 *
 * @param namesCaller asked whether `me` may stand for the caller's id; it stays as it is
 * @throws 400 naming the parameter
 */
export function readOperand(
  field: Field,
  operator: Operator,
  value: unknown,
  parameter: string,
  namesCaller: () => boolean = () => false
): Operand {
  if (Array.isArray(value) && (operator === 'in' || operator === 'nin')) {
    const parts = value.map((part: unknown) =>
      readOperand(field, operator, part, parameter, namesCaller)
    )
    const values = parts.flatMap((part) => (Array.isArray(part) ? part : []))
    if (values.length > MAX_VALUES) throw tooMany(parameter)
    return values
  }
  if (typeof value !== 'string' || value.length > MAX_VALUE_LENGTH * MAX_VALUES) {
    throw malformed(parameter, 'one value')
  }
  if (operator === 'is_null') {
    if (value !== 'true' && value !== 'false') throw malformedFlag(parameter, value)
    return value === 'true'
  }
  const one = (text: string, place: Place) => readSingle(field, operator, text, place, namesCaller)
  if (operator === 'in' || operator === 'nin') {
    const values = value === '' ? [] : valuesOf(value)
    if (values.length > MAX_VALUES) {
      throw tooMany(parameter)
    }
    return values.map((item) => one(item.trim(), { parameter }))
  }
  return one(value, { parameter, hint: severalValues(field, operator, { value, parameter }) })
}

/**
 * Reads one value, whatever is in it.
 *
 * @throws 400 naming the place
 */
export function readSingle(
  field: Field,
  operator: Operator,
  text: string,
  place: Place,
  namesCaller: () => boolean
): string {
  if (operator === 'contains' || operator === 'starts_with') return readText(text, place.parameter)
  return text === CALLER && namesCaller() ? text : readValue(field, operator, text, place)
}

/** A comma parts two values; one within a value is written `\,`, and a backslash there `\\`. */
function valuesOf(text: string): string[] {
  const values: string[] = []
  let value = ''
  for (const part of text.split(/(\\[\\,]|,)/)) {
    if (part !== ',') value += ESCAPED.test(part) ? part.slice(1) : part
    else {
      values.push(value)
      value = ''
    }
  }
  return [...values, value]
}

const ESCAPED = /^\\[\\,]$/

/** 400: more values than there may be. */
export function tooMany(parameter: string) {
  return badRequest('too_many_values', `At most ${MAX_VALUES} values.`, parameter)
}

/** Where a value was said. */
export interface Place {
  readonly parameter: string
  /** What else might be meant by a value that is none, as a sentence after a space. */
  readonly hint?: string
}

function readValue(
  field: Field,
  operator: Operator,
  value: string,
  { parameter, hint = '' }: Place
): string {
  const { type } = field.compared ?? field
  if (!isValid(type, value)) {
    if (type === 'boolean') throw malformedFlag(parameter, value)
    throw malformed(parameter, FORMS[type] ?? 'something else', hint)
  }
  if (field.choices && !field.choices.includes(value)) {
    const known = field.choices
    throw badRequest(
      'unknown_value',
      `"${parameter}" is one of ${known.join(', ')}, and not "${value}".${hint || choiceMeant(value, known)}`,
      parameter
    )
  }
  if (type !== 'text') return value
  const text = readText(value, parameter)
  return field.anyCase && EQUALITY.has(operator) ? nameKey(text) : text
}

/** The operators that ask whether two values are the same, which may be in any case; others ask for an order. */
const EQUALITY: ReadonlySet<Operator> = new Set(['eq', 'ne', 'in', 'nin'])

function choiceMeant(value: string, choices: readonly string[]): string {
  const same = choices.find((choice) => choice === value.trim().toLowerCase())
  return same === undefined ? didYouMean(value, choices) : ` Did you mean "${same}"?`
}

function readText(value: string, parameter: string): string {
  if (value.length > MAX_VALUE_LENGTH || value.includes('\0') || !value.isWellFormed()) {
    throw malformed(parameter, `readable text of at most ${MAX_VALUE_LENGTH} characters`)
  }
  return clean(value)
}

function isValid(type: FieldType, value: string): boolean {
  switch (type) {
    case 'uuid':
      return UUID.test(value)
    case 'integer':
      return /^-?\d{1,9}$/.test(value)
    case 'decimal':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value)
    case 'boolean':
      return value === 'true' || value === 'false'
    case 'date':
      return isDay(value)
    case 'timestamp':
      return isDay(value) || isMoment(value)
    default:
      return true
  }
}
