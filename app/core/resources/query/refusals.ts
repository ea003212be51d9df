import { Problem, badRequest } from '#core/http/exceptions/problem'
import type { Field, Operator } from '#core/resources/fields'

/** 400: the value of a parameter is not what it must be. @param hint a sentence after a space */
export function malformed(parameter: string, what: string, hint = ''): Problem {
  return badRequest('malformed_parameter', `"${parameter}" must be ${what}.${hint}`, parameter)
}

const YES = new Set(['1', 'true', 'yes', 'y', 'on', 't'])
const NO = new Set(['0', 'false', 'no', 'n', 'off', 'f'])

/** 400: neither true nor false. Says what to write in place of another word for one of them. */
export function malformedFlag(parameter: string, value: unknown): Problem {
  const word = String(value).trim().toLowerCase()
  const meant = YES.has(word) ? 'true' : NO.has(word) ? 'false' : null
  return malformed(
    parameter,
    'true or false',
    meant === null ? '' : ` Write ${parameter}=${meant}.`
  )
}

/** What to write in place of one value that looks like several; nothing where it does not, or cannot be. */
export function severalValues(
  { operators }: Field,
  operator: Operator,
  { value, parameter }: { readonly value: string; readonly parameter: string }
): string {
  const list = operator === 'eq' ? 'in' : operator === 'ne' ? 'nin' : null
  if (list === null || !value.includes(',') || !operators.includes(list)) return ''
  const [name] = parameter.split('[')
  return ` Several values: ${name}[${list}]=${value}.`
}

/** 400: a word that is none of the known ones, which the answer lists, if there are any. */
export function unknownParameter(
  code: string,
  detail: string,
  { parameter, known }: { parameter: string; known: readonly string[] }
): Problem {
  return new Problem(400, {
    code,
    detail,
    extra: { parameter, ...(known.length > 0 && { accepted: known }) },
  })
}

/** 400: a filter that is there twice. */
export function repeated(name: string, { operators }: Field): Problem {
  const several = operators.includes('in') ? ` Several values: ${name}[in]=one,other.` : ''
  return badRequest('malformed_parameter', `"${name}" is given more than once.${several}`, name)
}
