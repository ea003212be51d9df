import { didYouMean } from '#core/http/did_you_mean'
import type { JSONSchema7, JSONSchema7Definition } from 'json-schema'
import vine, { errors } from '@vinejs/vine'
import type { VineObject } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { type FieldError, VALUES, invalid } from '#core/http/exceptions/problem'
import type { Values } from '#core/i18n/translation'
import { messages } from '#core/resources/validation/messages'
type Properties = Record<string, SchemaTypes>

const NONE: ReadonlySet<string> = new Set()

/**
 * Makes a check for a closed object: keys that the schema does not name are
 * refused, not dropped, so that a misspelt or read-only field is noticed. All
 * that is wrong is reported at once.
 *
 * @param ignoredKeys keys that something else reads, such as `organization`
 * @returns the check, which also refuses the keys of fields hidden from the
 * caller, in the very words in which it refuses unknown ones, and can describe
 * what it lets pass as JSON Schema
 */
export function strictObject<Schema extends VineObject<Properties, unknown, unknown, unknown>>(
  schema: Schema,
  ignoredKeys: readonly string[] = []
) {
  const known = new Set([...Object.keys(schema.getProperties()), ...ignoredKeys])
  const validator = vine.create(schema)
  validator.messagesProvider = messages
  let description: JSONSchema7 | undefined
  const describe = () => (description ??= validator.toJSONSchema())

  const check = async (body: unknown, hidden = NONE): Promise<Infer<Schema>> => {
    const accepted = hidden.size === 0 ? known : known.difference(hidden)
    const unknown = unknownKeys(body, accepted, describe)
    const [failure, output] = await validator.tryValidate(without(body, hidden))
    if (failure && !(failure instanceof errors.E_VALIDATION_ERROR)) throw failure
    const wrong = [...unknown, ...(failure ? messagesOf(failure) : [])]
    if (wrong.length > 0 || !output) {
      throw invalid(wrong, unknown.length > 0 ? { accepted: [...accepted] } : {})
    }
    const cleared = clearedKeys(body, output)
    if (cleared.length > 0) throw invalid(cleared)
    return output
  }
  return Object.assign(check, { describe, ignoredKeys })
}

/** The body of what is said by its path alone. @throws 422 for any key */
export const readNothing = strictObject(vine.object({}))

/** A check whose output is worked on further, and which describes itself as before. */
export function transform<Output, Refined>(
  check: ((body: unknown, hidden?: ReadonlySet<string>) => Promise<Output>) & Describing,
  convert: (output: Output) => Refined | Promise<Refined>
) {
  const both = async (body: unknown, hidden?: ReadonlySet<string>): Promise<Refined> =>
    convert(await check(body, hidden))
  return Object.assign(both, { describe: check.describe, ignoredKeys: check.ignoredKeys })
}

interface Describing {
  readonly describe: () => JSONSchema7
  readonly ignoredKeys: readonly string[]
}

/** What a hidden field holds is not looked at: what is wrong with it would tell of it. */
function without(body: unknown, hidden: ReadonlySet<string>): unknown {
  if (hidden.size === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body
  }
  return Object.fromEntries(Object.entries(body).filter(([key]) => !hidden.has(key)))
}

/** Null clears, and what cannot be empty cannot be cleared. */
function clearedKeys(body: unknown, output: object): FieldError[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body)
    .filter(([key, value]) => value === null && !(key in output))
    .map(([key]) => ({ field: key, rule: 'required', message: `The ${key} field cannot be null` }))
}

function messagesOf(failure: { messages: unknown }): FieldError[] {
  if (!Array.isArray(failure.messages)) return []
  return failure.messages.map((entry: FieldError & { meta?: Values }) => ({
    field: entry.field === '' ? 'body' : entry.field,
    rule: entry.rule,
    message: entry.message,
    ...(entry.meta && { [VALUES]: entry.meta }),
  }))
}

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
