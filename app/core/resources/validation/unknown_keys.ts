import type { JSONSchema7, JSONSchema7Definition } from 'json-schema'
import type { FieldError } from '#core/http/exceptions/problem'
import { didYouMean } from '#core/http/did_you_mean'

/**
 * The keys of a body that cannot be written, at any depth: each by its path,
 * with what may have been meant by it.
 *
 * @param accepted the keys of the body itself that can be
 * @param describe asked what its values may hold, where one holds something
 */
export function unknownKeys(
  body: unknown,
  accepted: ReadonlySet<string>,
  describe: () => JSONSchema7
): FieldError[] {
  if (!isObject(body)) return []
  return Object.entries(body).flatMap(([key, value]) => {
    if (!accepted.has(key)) return [refusal(key, key, accepted)]
    return isComposed(value) ? inside(value, describe().properties?.[key], key) : []
  })
}

function inside(
  value: unknown,
  schema: JSONSchema7Definition | undefined,
  path: string
): FieldError[] {
  if (typeof schema !== 'object' || !isComposed(value)) return []
  if (Array.isArray(value)) {
    const { items } = schema
    if (Array.isArray(items)) return []
    return value.flatMap((item: unknown, index) => inside(item, items, `${path}.${index}`))
  }
  const { properties = {}, additionalProperties } = schema
  if (additionalProperties !== false) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key in properties
      ? inside(inner, properties[key], `${path}.${key}`)
      : [refusal(`${path}.${key}`, key, Object.keys(properties))]
  )
}

function refusal(field: string, key: string, accepted: Iterable<string>): FieldError {
  const guess = didYouMean(key, accepted)
  return {
    field,
    rule: 'unknown',
    message: `The ${field} field cannot be written${guess && `.${guess}`}`,
  }
}

function isComposed(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isObject(value: unknown): value is object {
  return isComposed(value) && !Array.isArray(value)
}
