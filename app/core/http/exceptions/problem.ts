import { Exception } from '@adonisjs/core/exceptions'
import type { Translation, Values } from '#core/i18n/translation'

/** Carried along with an error, and never part of an answer. */
export const VALUES = Symbol('values')

/** By what translations of a message are known, where that is not its rule. */
export const PHRASE = Symbol('phrase')

export interface FieldError {
  readonly field: string
  readonly rule: string
  readonly message: string
  /** What the message speaks of besides the field, such as the least that there may be. */
  readonly [VALUES]?: Values
  readonly [PHRASE]?: string
}

/** What every problem says of itself (RFC 9457, and `code`, `request_id`, `errors`). */
type Member = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'code' | 'request_id' | 'errors'

/** Further members of the answer, such as the current version: none that it has anyway. */
export type Extra = Readonly<Record<string, unknown>> & { readonly [M in Member]?: never }

export interface ProblemOptions {
  /** Stable, snake_case; clients decide by it. */
  readonly code: string
  /** One sentence for a person. Never SQL, a path, or a library's name. */
  readonly detail: string
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
  readonly extra?: Extra
  /** What the detail speaks of besides `extra`, for translations of it. */
  readonly values?: Values
  /** By what translations of the detail are known: `problems.<code>` by default. */
  readonly phrase?: string
  /** What it stands for. For the log alone. */
  readonly cause?: unknown
}

const VALIDATION_FAILED = 'validation_failed'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/**
 * A refusal that says so: the `application/problem+json` of RFC 9457, with a
 * stable `code` and, for input, the fields that are wrong.
 */
export class Problem extends Exception {
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly extra: Extra
  readonly #values: Values
  readonly #phrase: string

  constructor(status: number, options: ProblemOptions) {
    super(options.detail, { status, code: options.code, cause: options.cause })
    this.errors = options.errors
    this.headers = options.headers ?? {}
    this.extra = options.extra ?? {}
    this.#values = { ...this.extra, ...options.values }
    this.#phrase = options.phrase ?? `problems.${options.code}`
  }

  /** The same, about a body of which this was a part. */
  within(prefix: string): Problem {
    const { status, code = '', message: detail, errors = [], headers, extra, cause } = this
    const placed = errors.map((error) => ({ ...error, field: fieldWithin(prefix, error.field) }))
    if (code === VALIDATION_FAILED) return invalid(placed, extra)
    const [values, phrase] = [this.#values, this.#phrase]
    return new Problem(status, {
      ...{ code, detail, headers, extra, cause, values, phrase },
      ...(this.errors && { errors: placed }),
    })
  }

  /** The same, about a parameter that stood within another: `deals[status]` for `status`. */
  inParameter(name: string): Problem {
    const { status, code = '', message: detail, headers, extra, cause } = this
    if (typeof extra.parameter !== 'string') return this
    const [first = '', ...members] = extra.parameter.split('[')
    const parameter = [`${name}[${first}]`, ...members].join('[')
    const [values, phrase] = [{ ...this.#values, parameter }, this.#phrase]
    return new Problem(status, {
      ...{ code, detail, headers, cause, values, phrase },
      extra: { ...extra, parameter },
    })
  }

  /** What it says to a person, in English unless another language is given. */
  words(translation: Translation | null): Pick<ProblemOptions, 'detail' | 'errors'> {
    const { message: detail, errors } = this
    if (translation === null) return { detail, ...(errors && { errors }) }
    return {
      detail: translation.say(this.#phrase, this.#values, detail),
      ...(errors && { errors: errors.map((error) => spoken(error, translation)) }),
    }
  }

  /** The body of the answer; `instance` is the path that was asked for. */
  toJSON(instance: string, requestId: string | undefined, translation: Translation | null = null) {
    const { detail, errors } = this.words(translation)
    return {
      type: 'about:blank',
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      detail,
      instance,
      code: this.code,
      request_id: requestId,
      ...(errors && { errors }),
      ...this.extra,
    }
  }
}

function fieldWithin(prefix: string, field: string): string {
  return ['', 'body'].includes(field) ? prefix : `${prefix}.${field}`
}

/** Names of fields are the API's: they are the same in every language. */
function spoken(error: FieldError, translation: Translation): FieldError {
  const { rule, message } = error
  const field = error.field.split('.').at(-1) ?? ''
  const values = { ...error[VALUES], field }
  const phrase = error[PHRASE] ?? `rules.${rule}`
  return { ...error, message: translation.say(phrase, values, message) }
}

/** 400: the request itself cannot be understood; `parameter` is the one at fault. */
export function badRequest(code: string, detail: string, parameter?: string): Problem {
  return new Problem(400, { code, detail, ...(parameter && { extra: { parameter } }) })
}

/** 401: no one, or no one any more, is calling. */
export function unauthenticated(code: string, detail: string): Problem {
  return new Problem(401, { code, detail, headers: { 'WWW-Authenticate': 'Bearer' } })
}

/** 422: a token of a mail that is unknown, used, replaced, expired or for something else: all alike. */
export function invalidToken(): Problem {
  return new Problem(422, {
    code: 'invalid_token',
    detail: 'The token is invalid or has expired. Request another mail.',
    errors: [{ field: 'token', rule: 'good', message: 'The token is unknown, used or expired' }],
  })
}

/** 403: the caller is known, and may not. */
export function permissionDenied(permission: string): Problem {
  return new Problem(403, {
    code: 'permission_denied',
    detail: `This needs the permission ${permission}.`,
    extra: { permission },
    phrase: 'problems.permission_needed',
  })
}

/** `Lost reason not found.` for `lost_reason`. */
export function notFoundDetail(noun: string): string {
  const words = noun.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} not found.`
}

/** 404: absent, deleted and foreign records answer alike. */
export function notFound(noun = 'record'): Problem {
  const detail = notFoundDetail(noun)
  return new Problem(404, { code: 'not_found', detail, values: { noun } })
}

/** 409: the request contradicts what is there. */
export function conflict(code: string, detail: string, extra?: Extra): Problem {
  return new Problem(409, { code, detail, ...(extra && { extra }) })
}

/** 422: the input was read and is wrong. `extra` are further members of the answer. */
export function invalid(errors: readonly FieldError[], extra: Extra = {}): Problem {
  const fields = [...new Set(errors.map((error) => error.field))].join(', ')
  return new Problem(422, {
    code: VALIDATION_FAILED,
    detail: `The input is not valid: ${fields}.`,
    errors,
    extra,
    values: { fields },
  })
}
