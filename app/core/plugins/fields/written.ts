import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { ensureDecimals, organizationCurrency } from '#core/currency/amount'
import { decimalsOf } from '#core/currency/currency'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { type Entry, pathOf } from '#core/plugins/fields/entries'
import { withScale } from '#core/plugins/fields/rules'
import { byPlugin, currencyNote } from '#core/plugins/fields/shown'
import type { InputSchemas, InputValidator } from '#core/resources/define_resource'
import { prefixErrors, refusalsOf } from '#core/resources/validation/prefix_errors'
import { strictObject } from '#core/resources/validation/strict_object'

type Values = Readonly<Record<string, unknown>>

/** What may be written, with the plugins' fields under `extensions`. */
export function withExtensions(writes: InputSchemas, entries: readonly Entry[]): InputSchemas {
  const extensions = extensionsCheck(entries)
  return { create: both(writes.create, extensions), update: both(writes.update, extensions) }
}

function both(own: InputValidator, extensions: InputValidator): InputValidator {
  const validate: InputValidator['validate'] = async (body, options) => {
    const { extensions: added, ...rest } = Object(body)
    if (added === undefined) return own.validate(body, options)
    const [mine, theirs] = await Promise.allSettled([
      own.validate(rest, options),
      extensions.validate(added, options),
    ])
    if (mine.status === 'fulfilled' && theirs.status === 'fulfilled') {
      return { ...mine.value, extensions: theirs.value }
    }
    throw invalid([...errorsOf(mine), ...errorsOf(theirs)])
  }
  const describe = (): JSONSchema7 => {
    const schema = own.describe?.() ?? {}
    const properties = { ...schema.properties, extensions: extensions.describe?.() ?? {} }
    return { ...schema, properties }
  }
  return { validate, describe, ignoredKeys: own.ignoredKeys ?? [] }
}

/** Checks `{ loyalty: { tier: 'gold' } }`; what no plugin lets be written is refused. */
function extensionsCheck(entries: readonly Entry[]): InputValidator {
  const checks = new Map(byPlugin(entries).map(([plugin, group]) => [plugin, groupCheck(group)]))
  const amounts = entries.filter(({ field }) => field.currency !== null)
  const validate: InputValidator['validate'] = async (value, options) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid([
        { field: 'extensions', rule: 'object', message: 'The extensions field must be an object' },
      ])
    }
    const hidden = options?.meta?.hidden ?? new Set<string>()
    const parts = await Promise.allSettled(
      Object.entries(value).map(async ([plugin, part]) => {
        const prefix = `extensions.${plugin}`
        const isSystem = options?.meta?.isSystem ?? false
        const meta = { hidden: within(hidden, `${prefix}.`), isSystem }
        const check = checks.get(plugin)
        const read = () => (check ? check.validate(part, { meta }) : refuseUnknown())
        return prefixErrors(prefix, async () => [plugin, await read()] as const)
      })
    )
    const errors = parts.flatMap(errorsOf)
    if (errors.length > 0) throw invalid(errors)
    const read = Object.fromEntries(
      parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []))
    )
    return amounts.length === 0 ? read : withAmounts(read, amounts)
  }
  const properties = () =>
    Object.fromEntries([...checks].map(([plugin, read]) => [plugin, read.describe?.() ?? {}]))
  return { validate, describe: () => ({ type: 'object', properties: properties() }) }
}

/**
 * Checks the fields of one plugin; what is computed is refused like what is unknown, and so is what is
 * read-only, unless the system writes it.
 */
function groupCheck(group: readonly Entry[]): InputValidator {
  const checkOf = (isWritten: (entry: Entry) => boolean) => {
    const written = group
      .filter(isWritten)
      .flatMap(({ key, field: { schema } }) => (schema ? [[key, schema()] as const] : []))
    return strictObject(vine.object(Object.fromEntries(written)))
  }
  const check = checkOf(({ field }) => !field.isReadOnly)
  const systemCheck = checkOf(() => true)
  const describe = (): JSONSchema7 => {
    const schema = check.describe()
    const properties = group.flatMap(({ key, field }) => {
      const property = schema.properties?.[key]
      if (property === undefined) return []
      const description = field.currency && { description: currencyNote(field.currency) }
      return [[key, { title: field.title, ...Object(property), ...description }] as const]
    })
    return { ...schema, properties: Object.fromEntries(properties) }
  }
  return {
    validate: (part, options) =>
      (options?.meta?.isSystem ? systemCheck : check).validate(part, {
        meta: { ...options?.meta },
      }),
    describe,
  }
}

/** Those of these names that begin so, without their beginning. */
function within(names: ReadonlySet<string>, prefix: string): ReadonlySet<string> {
  return new Set(
    [...names].flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []))
  )
}

/** Amounts have the decimals of their currencies. @throws 422 for one that has more */
async function withAmounts(
  read: Readonly<Record<string, Values>>,
  amounts: readonly Entry[]
): Promise<Record<string, Values>> {
  const written: Record<string, Values> = { ...read }
  for (const entry of amounts) {
    const { plugin, key, field } = entry
    const value = written[plugin]?.[key]
    if (typeof value !== 'string') continue
    const isOwn = field.currency === null || field.currency === 'organization'
    const currency = isOwn ? await organizationCurrency() : String(field.currency)
    await ensureDecimals({ field: pathOf(entry), value, currency })
    written[plugin] = { ...written[plugin], [key]: withScale(value, decimalsOf(currency)) }
  }
  return written
}

async function refuseUnknown(): Promise<never> {
  throw invalid([{ field: '', rule: 'unknown', message: 'No plugin adds such fields here' }])
}

/** What a validator refused. @throws when it failed otherwise */
function errorsOf(result: PromiseSettledResult<unknown>): readonly FieldError[] {
  return result.status === 'fulfilled' ? [] : refusalsOf(result.reason)
}
