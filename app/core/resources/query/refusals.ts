import { Problem, badRequest } from '#core/http/exceptions/problem'
import type { Field } from '#core/resources/fields'

/** 400: the value of a parameter is not what it must be. */
export function malformed(parameter: string, what: string): Problem {
  return badRequest('malformed_parameter', `"${parameter}" must be ${what}.`, parameter)
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
