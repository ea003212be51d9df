import { badRequest } from '#core/http/exceptions/problem'
import { malformed } from '#core/resources/query/refusals'
import type { Field, FieldType, Operator } from '#core/resources/fields'
import { CALLER } from '#core/resources/related'
import { isDay, isMoment } from '#core/calendar/iso_text'
import { UUID } from '#core/resources/uuid'
import { clean } from '#core/text/clean'
import { nameKey } from '#core/text/keys'

/** What a filter compares with: one value, several, or whether there is one. */
export type Operand = string | readonly string[] | boolean

export const MAX_VALUES = 100
export const MAX_VALUE_LENGTH = 1_000

/** What a value of each type looks like. */
const FORMS: Readonly<Partial<Record<FieldType, string>>> = {
  uuid: 'the id of a record, a UUID',
  integer: 'a whole number',
  decimal: 'a number such as 1234.5, with nothing between its digits',
  boolean: 'true or false',
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
    const values = parts.flatMap((part) => (typeof part === 'object' ? part : []))
    if (values.length > MAX_VALUES) throw tooMany(parameter)
    return values
  }
  if (typeof value !== 'string' || value.length > MAX_VALUE_LENGTH * MAX_VALUES) {
    throw malformed(parameter, 'one value')
  }
  if (operator === 'is_null') {
    if (value !== 'true' && value !== 'false') throw malformed(parameter, 'true or false')
    return value === 'true'
  }
  const one = (text: string) =>
    text === CALLER && namesCaller() ? text : readValue(field, text, parameter)
  if (operator === 'in' || operator === 'nin') {
    const values = value === '' ? [] : value.split(',')
    if (values.length > MAX_VALUES) {
      throw tooMany(parameter)
    }
    return values.map((item) => one(item.trim()))
  }
  if (operator === 'contains' || operator === 'starts_with') {
    return readText(value, parameter)
  }
  return one(value)
}

function tooMany(parameter: string) {
  return badRequest('too_many_values', `At most ${MAX_VALUES} values.`, parameter)
}

function readValue(field: Field, value: string, parameter: string): string {
  const { type } = field.compared ?? field
  if (!isValid(type, value)) throw malformed(parameter, FORMS[type] ?? 'something else')
  if (field.choices && !field.choices.includes(value)) {
    throw badRequest(
      'unknown_value',
      `"${parameter}" is one of ${field.choices.join(', ')}, and not "${value}".`,
      parameter
    )
  }
  if (type !== 'text') return value
  const text = readText(value, parameter)
  return field.anyCase ? nameKey(text) : text
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
