import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { invalid } from '#core/http/exceptions/problem'
import type { FieldError } from '#core/http/exceptions/problem'
import type { Json, Plugin } from '#core/plugins/api'
import { type Deed, rememberInput } from '#core/plugins/rights/input'
import { prefixErrors, refusalsOf } from '#core/resources/validation/prefix_errors'
import { type StrictValidator, strictObject } from '#core/resources/validation/strict_object'

type Inputs = NonNullable<Plugin['inputs']>
type Schema = NonNullable<Inputs[keyof Inputs]>

/** What a request brought under `extensions`, for when its handler runs again. */
const brought = new WeakMap<HttpContext, unknown>()

const validators = new WeakMap<Schema, StrictValidator<Schema>>()

/**
 * Takes what plugins read of the body of a command on the record of the path, under `extensions.<id>`, out of it, and keeps it for
 * their hooks. Where none of those that are on reads any, the body stays as it is.
 *
 * @param command what is about to be done to a record: `win`
 * @throws 422 naming everything that is wrong with it
 */
export async function takeInput(ctx: HttpContext, command: string): Promise<void> {
  const deed = { action: `${ctx.resource.noun}:${command}`, recordId: String(ctx.params.id) }
  const { extensions = brought.get(ctx), ...rest } = ctx.request.body()
  const given = extensions === undefined ? rest : { ...rest, extensions }
  const left = await keepInput(ctx.plugins.plugins, deed, given)
  if (left === given) return
  brought.set(ctx, extensions)
  ctx.request.updateBody(rest)
}

/**
 * Keeps what plugins read of the body of a command for their hooks.
 *
 * @returns what is left of the body; all of it where none of them reads any
 * @throws 422 naming everything that is wrong with it
 */
export async function keepInput(
  plugins: readonly Plugin[],
  deed: Deed,
  body: unknown
): Promise<unknown> {
  const reading = inputsOf(deed.action, plugins)
  if (reading.size === 0 || !isObject(body)) return body
  const { extensions, ...rest } = body
  const given = await readInputs(reading, extensions ?? {})
  for (const [plugin, input] of given) rememberInput(plugin, deed, input)
  return rest
}

/** What plugins read of the body of a command, as JSON Schema; null where they read nothing. */
export function inputSchema(action: string, plugins: readonly Plugin[]): JSONSchema7 | null {
  const reading = inputsOf(action, plugins)
  if (reading.size === 0) return null
  const parts = [...reading].map(([plugin, validator]) => [plugin, validator.describe()] as const)
  const required = parts.flatMap(([plugin, part]) => (part.required?.length ? [plugin] : []))
  const properties = Object.fromEntries(parts)
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 && { required }),
  }
}

function inputsOf(
  action: string,
  plugins: readonly Plugin[]
): ReadonlyMap<string, StrictValidator<Schema>> {
  return new Map(
    plugins.flatMap(({ id, inputs = {} }) => {
      const declared: Readonly<Record<string, Schema | undefined>> = inputs
      const schema = declared[action]
      return schema ? [[id, validatorOf(schema)] as const] : []
    })
  )
}

function validatorOf(schema: Schema): StrictValidator<Schema> {
  const known = validators.get(schema) ?? strictObject(schema.clone())
  validators.set(schema, known)
  return known
}

async function readInputs(
  reading: ReadonlyMap<string, StrictValidator<Schema>>,
  extensions: unknown
): Promise<readonly (readonly [string, Json])[]> {
  if (!isObject(extensions)) {
    const message = 'The extensions field must be an object'
    throw invalid([{ field: 'extensions', rule: 'object', message }])
  }
  const wrong: FieldError[] = Object.keys(extensions)
    .filter((id) => !reading.has(id))
    .map((id) => ({
      field: `extensions.${id}`,
      rule: 'unknown',
      message: 'No plugin reads anything of this name here',
    }))
  const read: (readonly [string, Json])[] = []
  for (const [id, validator] of reading) {
    try {
      const part = async () => validator.validate(extensions[id] ?? {})
      read.push([id, Object(await prefixErrors(`extensions.${id}`, part))])
    } catch (error) {
      wrong.push(...refusalsOf(error))
    }
  }
  if (wrong.length > 0) throw invalid(wrong)
  return read
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
