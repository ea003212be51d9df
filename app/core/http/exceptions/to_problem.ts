import { errors as authErrors } from '@adonisjs/auth'
import { type AuthorizationResponse, errors as bouncerErrors } from '@adonisjs/bouncer'
import { errors as shieldErrors } from '@adonisjs/shield'
import { errors as vineErrors } from '@vinejs/vine'
import { Refusal } from '#core/access/refusal'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import {
  Problem,
  badRequest,
  invalid,
  notFound,
  unauthenticated,
} from '#core/http/exceptions/problem'
import { OutcomeUnknown } from '#core/database/outcome_unknown'

/** The problem that anything thrown stands for; what is nobody's fault but ours is a 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof vineErrors.E_VALIDATION_ERROR) return invalid(fieldErrors(error.messages))
  if (error instanceof bouncerErrors.E_AUTHORIZATION_FAILURE) {
    return denialProblem(error.response)
  }
  if (error instanceof authErrors.E_UNAUTHORIZED_ACCESS) {
    return unauthenticated('not_authenticated', error.message)
  }
  if (error instanceof shieldErrors.E_BAD_CSRF_TOKEN) {
    return new Problem(403, {
      code: 'expired_form',
      detail: 'This form was open for too long. Send it again.',
    })
  }
  if (error instanceof OutcomeUnknown) return outcomeUnknown()
  return databaseProblem(error) ?? frameworkProblem(error)
}

/** What a policy's denial is answered with. */
export function denialProblem(response: AuthorizationResponse): Problem {
  if (response instanceof Refusal) return response.problem
  const { message, translation } = response
  return new Problem(403, {
    code: 'permission_denied',
    detail: message ?? 'No.',
    ...(translation && { phrase: translation.identifier, values: translation.data }),
  })
}

function outcomeUnknown(): Problem {
  return new Problem(503, {
    code: 'outcome_unknown',
    detail:
      'The database stopped answering while this was saved, so it may have been saved or not. Look before you try again.',
  })
}

/** The framework's own refusals, by the status they carry. */
function frameworkProblem(error: unknown): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : 500
  switch (status) {
    case 400:
      return badRequest('malformed_body', 'The body is not well-formed.')
    case 404:
      return notFound('path')
    case 413:
      return new Problem(413, { code: 'body_too_large', detail: 'The body is larger than 1 MB.' })
    case 415:
      return new Problem(415, {
        code: 'unsupported_media_type',
        detail: 'Send application/json.',
      })
    case 422:
      return badRequest('malformed_body', 'The body is not well-formed.')
    default:
      return new Problem(500, { code: 'internal_error', detail: 'Internal server error.' })
  }
}

function fieldErrors(messages: unknown) {
  if (!Array.isArray(messages)) return []
  return messages.map((entry: { field: string; rule: string; message: string }) => ({
    field: entry.field,
    rule: entry.rule,
    message: entry.message,
  }))
}
