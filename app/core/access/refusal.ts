import { AuthorizationResponse } from '@adonisjs/bouncer'
import { type Problem, permissionDenied } from '#core/http/exceptions/problem'

/** What a policy refuses with where clients know it by a code, or by more than its words. */
export class Refusal extends AuthorizationResponse {
  constructor(readonly problem: Problem) {
    super(false)
    this.message = problem.message
  }
}

/** The caller lacks the permission, or has it for fewer records than this takes. */
export function lacking(permission: string): Refusal {
  return new Refusal(permissionDenied(permission))
}
