import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { ensureDecimals } from '#core/currency/amount'
import { decimalsOf } from '#core/currency/currency'
import { CUSTOM, type CustomField, pathOf } from '#core/custom_fields/custom_field'
import { valueRule } from '#core/custom_fields/rules'
import { type FieldError, Problem, invalid } from '#core/http/exceptions/problem'
import { withScale } from '#core/plugins/fields/rules'
import type { InputSchemas, InputValidator } from '#core/resources/define_resource'
import { prefixErrors, refusalsOf } from '#core/resources/validation/prefix_errors'
import { divided, strictObject } from '#core/resources/validation/strict_object'

type Values = Readonly<Record<string, unknown>>
type Options = Parameters<InputValidator['validate']>[1]
type Action = keyof InputSchemas

/** What may be written of a resource, with an organization's own fields under `custom`. */
export function withCustomValues(
  writes: InputSchemas,
  fields: readonly CustomField[]
): InputSchemas {
  return {
    create: both(writes.create, fields, 'create'),
    update: both(writes.update, fields, 'update'),
  }
}

function both(own: InputValidator, fields: readonly CustomField[], action: Action): InputValidator {
  const check = valuesCheck(fields, action)
  const isAsked = action === 'create' && fields.some(isSaidOfNew)
  const validate: InputValidator['validate'] = async (body, options) => {
    const { [CUSTOM]: values, ...rest } = Object(body)
    const [mine, theirs] = await Promise.allSettled([
      own.validate(rest, options),
      check.validate(values ?? {}, options),
    ])
    if (mine.status === 'rejected' || theirs.status === 'rejected') throw refusalOf(mine, theirs)
    if (Object.keys(theirs.value).length === 0) return mine.value
    const { extensions = {} } = mine.value
    return { ...mine.value, extensions: { ...Object(extensions), [CUSTOM]: theirs.value } }
  }
  const describe = (): JSONSchema7 => {
    const schema = own.describe?.() ?? {}
    const required = isRequired(fields, action)
      ? [...(schema.required ?? []), CUSTOM]
      : schema.required
    const properties = { ...schema.properties, [CUSTOM]: check.describe?.() ?? {} }
    return { ...schema, properties, ...(required && { required }) }
  }
  const ignoredKeys = own.ignoredKeys ?? []
  if (isAsked) return { validate, describe, ignoredKeys }
  return { validate: divided(CUSTOM, own, { validate }), describe, ignoredKeys }
}

/** A value that is unknown is refused by a code of its own where nothing else is wrong. */
function refusalOf(...results: readonly PromiseSettledResult<Values>[]): unknown {
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const [only] = failed
  if (failed.length === 1) return only
  return invalid(failed.flatMap((reason: unknown) => refusalsOf(reason)))
}

/** Whether a new record says something of a field though its body does not. */
function isSaidOfNew({ isRequired: isNeeded, defaultValue }: CustomField): boolean {
  return isNeeded || defaultValue !== null
}

function isRequired(fields: readonly CustomField[], action: Action): boolean {
  return action === 'create' && fields.some(isNeededOfNew)
}

function isNeededOfNew({ isRequired: isNeeded, defaultValue }: CustomField): boolean {
  return isNeeded && defaultValue === null
}

/** Checks `{ region: 'north' }`. */
function valuesCheck(fields: readonly CustomField[], action: Action): InputValidator {
  const rules = fields.map((field) => [field.key, valueRule(field)] as const)
  const schema = strictObject(vine.object(Object.fromEntries(rules)))
  const validate = async (values: unknown, options: Options): Promise<Values> => {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      const message = 'The custom field must be an object'
      throw invalid([{ field: CUSTOM, rule: 'object', message }])
    }
    const hidden = hiddenKeys(options)
    const known = fields.filter(({ key }) => !hidden.has(key))
    ensureKnown(values, known)
    const read: Values = await prefixErrors(CUSTOM, () =>
      schema.validate(values, { meta: { hidden } })
    )
    const complete = action === 'create' ? { ...defaultsOf(known), ...read } : read
    ensureGiven(known, complete, action)
    return withAmounts(complete, fields)
  }
  const described = (): JSONSchema7 => {
    if (fields.length === 0) return { type: 'object', additionalProperties: true }
    const { properties = {}, ...rest } = schema.describe()
    const needed = action === 'create' ? fields.filter(isNeededOfNew).map(({ key }) => key) : []
    const titled = fields.map(({ key, title, help }) => {
      const description = help === null ? {} : { description: help }
      return [key, { ...Object(properties[key]), title, ...description }] as const
    })
    return { ...rest, properties: Object.fromEntries(titled), required: needed }
  }
  return { validate, describe: described }
}

/** The keys that do not exist for the caller, among the names of fields. */
function hiddenKeys(options: Options): ReadonlySet<string> {
  const hidden = options?.meta?.hidden ?? new Set<string>()
  const prefix = `${CUSTOM}.`
  return new Set(
    [...hidden].flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []))
  )
}

/** @throws 422 `unknown_field` naming what no field is called */
function ensureKnown(values: object, known: readonly CustomField[]): void {
  const keys = known.map(({ key }) => key)
  const unknown = Object.keys(values).filter((key) => !keys.includes(key))
  if (unknown.length === 0) return
  const errors: FieldError[] = unknown.map((key) => ({
    field: `${CUSTOM}.${key}`,
    rule: 'unknown',
    message: `The custom.${key} field cannot be written`,
  }))
  throw new Problem(422, {
    code: 'unknown_field',
    detail: `There is no field of your own named ${unknown.map((key) => `"${key}"`).join(', ')} here.`,
    errors,
    extra: { accepted: keys },
  })
}

function defaultsOf(fields: readonly CustomField[]): Values {
  return Object.fromEntries(
    fields.flatMap(({ key, defaultValue }) => (defaultValue === null ? [] : [[key, defaultValue]]))
  )
}

/** @throws 422 for a value that must be there: in a new record, and in a change that clears it */
function ensureGiven(fields: readonly CustomField[], values: Values, action: Action): void {
  const missing = fields.filter(({ key, isRequired: isNeeded }) => {
    if (!isNeeded) return false
    return action === 'create' ? (values[key] ?? null) === null : values[key] === null
  })
  if (missing.length === 0) return
  throw invalid(
    missing.map((field) => ({
      field: pathOf(field),
      rule: 'required',
      message: `The ${pathOf(field)} field must be defined`,
    }))
  )
}

/** Amounts have the decimals of their currencies. @throws 422 for one that has more */
async function withAmounts(values: Values, fields: readonly CustomField[]): Promise<Values> {
  const written: Record<string, unknown> = { ...values }
  for (const field of fields) {
    if (field.type !== 'money') continue
    const money: unknown = values[field.key]
    if (typeof money !== 'object' || money === null) continue
    const { amount, currency } = { amount: '', currency: '', ...money }
    await ensureDecimals({ field: `${pathOf(field)}.amount`, value: amount, currency })
    written[field.key] = { amount: withScale(amount, decimalsOf(currency)), currency }
  }
  return written
}
