import type { JSONSchema7 } from 'json-schema'
import { NUMBER, TEXT, listOf } from '#core/resources/openapi/operation'

/** The body of every refusal: RFC 9457, with a stable `code`. */
export const PROBLEM: JSONSchema7 = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: TEXT,
    status: NUMBER,
    detail: { type: 'string', description: 'One sentence for a person.' },
    instance: { type: 'string', description: 'The path that was asked for.' },
    code: { type: 'string', description: 'Stable; clients decide by it.' },
    request_id: TEXT,
    errors: listOf({ $ref: '#/components/schemas/FieldError' }),
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id'],
  /* Such as the current version of what has changed meanwhile. */
  additionalProperties: true,
}

export const FIELD_ERROR: JSONSchema7 = {
  type: 'object',
  properties: {
    field: { type: 'string', description: 'With dots inside of objects: `deal.title`.' },
    rule: TEXT,
    message: TEXT,
  },
  required: ['field', 'rule', 'message'],
}

/** What operations refer to, besides schemas. */
export const COMPONENTS = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'An access token of `POST /api/auth/login/`, or an API key.',
    },
  },
  parameters: {
    Organization: {
      name: 'X-Organization-Id',
      in: 'header',
      description: 'Id or slug, for those who belong to several.',
      schema: TEXT,
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: 'The version that was seen, as `ETag` said it: another one answers 412.',
      schema: TEXT,
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      description: 'Answers 304 when `If-None-Match` names the current entity tag.',
      schema: TEXT,
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Repeating the key repeats the stored response, without doing anything again.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  responses: {
    Problem: {
      description: 'Refused; nothing was changed.',
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  },
} as const
