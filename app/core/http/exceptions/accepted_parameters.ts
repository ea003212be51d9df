import type { HttpContext } from '@adonisjs/core/http'
import { didYouMean } from '#core/http/did_you_mean'
import { Problem } from '#core/http/exceptions/problem'

/**
 * The refusal of an unknown parameter with those that the route of the request does take, as its
 * description names them for the caller. Any other problem as it is.
 */
export async function withAcceptedParameters(problem: Problem, ctx: HttpContext): Promise<Problem> {
  const { parameter } = problem.extra
  if (problem.code !== 'unknown_parameter' || typeof parameter !== 'string') return problem
  const { parametersOf } = await import('#core/resources/openapi/route_parameters')
  const accepted = await parametersOf(ctx)
  /* What stands within one that it takes was looked for there, and is named with what that takes. */
  const [outer = ''] = parameter.split('[')
  const isWithin = outer !== parameter && accepted?.includes(outer)
  if (accepted === null || isWithin) return problem
  const detail = `There is no parameter "${parameter}".${didYouMean(parameter, accepted)}`
  return new Problem(400, { code: problem.code, detail, extra: { parameter, accepted } })
}
