import { didYouMean } from '#core/http/did_you_mean'
import type { JSONSchema7, JSONSchema7Definition } from 'json-schema'
import vine, { VineValidator, errors } from '@vinejs/vine'
import type { VineObject } from '@vinejs/vine'
import type { Infer, SchemaTypes, ValidationOptions } from '@vinejs/vine/types'
import { type FieldError, VALUES, invalid } from '#core/http/exceptions/problem'
import type { Values } from '#core/i18n/translation'
import { messages } from '#core/resources/validation/messages'

type Properties = Record<string, SchemaTypes>

/** Vine's own type: another one would have to be given with every body. */
export type Meta =
  ReturnType<typeof vine.create> extends VineValidator<SchemaTypes, infer M> ? M : never

type Options = ValidationOptions<Meta>
type Reading<Schema extends SchemaTypes> = VineValidator<Schema, Meta>['validate']

/** A schema that is known by what comes out of it alone. */
type Converted<Output> = VineObject<Properties, unknown, Output, Output>

const NONE: ReadonlySet<string> = new Set()

/**
 * A validator of Vine for a strict object, which throws the problem that the
 * client is answered: `request.validateUsing(validator)` in a controller,
 * `validator.validate(body)` elsewhere.
 *
 * The metadata `hidden` names fields that are hidden from the caller: their keys
 * are refused in the very words in which unknown ones are.
 */
export class StrictValidator<Schema extends SchemaTypes> extends VineValidator<Schema, Meta> {
  /**
   * @param ignoredKeys keys that it lets pass, since something else reads them: `organization`
   * @param reading makes what it validates with of what Vine validates with
   */
  constructor(
    schema: Schema,
    readonly ignoredKeys: readonly string[],
    reading: (validator: VineValidator<Schema, Meta>, plain: Reading<Schema>) => Reading<Schema>
  ) {
    super(schema, {
      convertEmptyStringsToNull: false,
      messagesProvider: messages,
      errorReporter: vine.errorReporter,
    })
    this.validate = reading(this, this.validate)
  }

  /** What it lets pass, as JSON Schema, from which forms and descriptions are made. */
  readonly describe = (): JSONSchema7 => this.toJSONSchema()
}

/**
 * Makes a validator for a strict object: keys that the schema does not name are
 * refused, not dropped, so that a misspelt or read-only field is noticed. All
 * that is wrong is reported at once.
 *
 * @param ignoredKeys keys that something else reads, such as `organization`
 */
export function strictObject<Schema extends VineObject<Properties, unknown, unknown, unknown>>(
  schema: Schema,
  ignoredKeys: readonly string[] = []
): StrictValidator<Schema> {
  const known = new Set([...Object.keys(schema.getProperties()), ...ignoredKeys])

  return new StrictValidator(schema, ignoredKeys, (validator, plain) => async (body, options) => {
    const hidden = hiddenIn(options)
    const accepted = hidden.size === 0 ? known : known.difference(hidden)
    const unknown = unknownKeys(body, accepted, () => validator.toJSONSchema())
    const [failed, output] = await outcomeOf(plain(without(body, hidden), options))
    const wrong = [...unknown, ...failed]
    if (wrong.length > 0 || !output) {
      throw invalid(wrong, unknown.length > 0 ? { accepted: [...accepted] } : {})
    }
    const cleared = clearedKeys(body, output)
    if (cleared.length > 0) throw invalid(cleared)
    return output
  })
}

/** What reads a body, and refuses it. */
interface Reader<Output, Said> {
  validate(body: unknown, options?: Said): Promise<Output>
}

/** Reads a body by one validator, and by another where it has a member of this name: most have none. */
export function divided<Output, Said>(
  name: string,
  usual: Reader<Output, Said>,
  other: Reader<Output, Said>
): Reader<Output, Said>['validate'] {
  return (body, options) => (isObject(body) && name in body ? other : usual).validate(body, options)
}

/** The body of what is said by its path alone. @throws 422 for any key */
export const emptyBodyValidator = strictObject(vine.object({}))

/** A validator whose output is worked on further, and which describes itself as before. */
export function transform<Schema extends SchemaTypes, Output>(
  validator: StrictValidator<Schema>,
  convert: (output: Infer<Schema>) => Output | Promise<Output>
): StrictValidator<Converted<Output>>
export function transform(
  validator: StrictValidator<SchemaTypes>,
  convert: (output: unknown) => unknown
): StrictValidator<SchemaTypes> {
  const { schema, ignoredKeys } = validator
  return new StrictValidator(
    schema,
    ignoredKeys,
    () => async (body, options) => convert(await validator.validate(body, options))
  )
}

function hiddenIn(options: Options | undefined): ReadonlySet<string> {
  const hidden: unknown = options?.meta?.hidden
  return isSet(hidden) ? hidden : NONE
}

function isSet(value: unknown): value is ReadonlySet<string> {
  return value instanceof Set
}

/** What a hidden field holds is not looked at: what is wrong with it would tell of it. */
function without(body: unknown, hidden: ReadonlySet<string>): unknown {
  if (hidden.size === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body
  }
  return Object.fromEntries(Object.entries(body).filter(([key]) => !hidden.has(key)))
}

/** What is wrong with a body, or what came of it. @throws what is no refusal */
async function outcomeOf<Output>(
  validation: Promise<Output>
): Promise<readonly [readonly FieldError[], Output | null]> {
  try {
    return [[], await validation]
  } catch (error) {
    if (error instanceof errors.E_VALIDATION_ERROR) return [messagesOf(error), null]
    throw error
  }
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
