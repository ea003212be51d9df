import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { InputValidator, Resource } from '#core/resources/define_resource'
import { queryFor } from '#core/resources/query/record_query'
import { writesOf } from '#core/resources/records/record'

type Body = Readonly<Record<string, unknown>>

/** How what may be written is checked, as far as it says which members that are. */
type Check = Pick<InputValidator, 'describe' | 'ignoredKeys'>

/**
 * The part of a request's body that is a change. A record that is sent back as it was read holds
 * members that cannot be written: what it repeats of the record as the caller reads it now is left
 * out. What differs is left in, to be written or refused. A body that names nothing but what can be
 * written is no such record, and is what it says.
 *
 * @param check what the body is read by; the check of the resource by default
 */
export async function changedPart(ctx: HttpContext, check?: Check): Promise<unknown> {
  const { resource, params } = ctx
  const { update } = check ? { update: check } : await writesOf(resource)
  const query = queryFor(ctx)
  const read = async (names: readonly string[]) => query.shown(String(params.id), names)
  const body = await withoutRepeatedExtensions(ctx.request.body(), update, read)
  const shown = new Set([...resource.list, ...resource.detail])
  const isShown = (name: string) => shown.has(name) && query.visible.has(name)
  return withoutRepeated(body, writableKeys(resource, update), isShown, read)
}

/** The same of fields of plugins, which stand in an object of each plugin's. */
async function withoutRepeatedExtensions(
  body: unknown,
  { describe }: Check,
  read: (names: readonly string[]) => Promise<Body | null>
): Promise<unknown> {
  if (!isObject(body) || !isObject(body.extensions)) return body
  const writable: unknown = Object(describe?.().properties?.extensions).properties
  const isKept = (plugin: string, name: string) =>
    name in Object(Object(Object(writable)[plugin]).properties)
  const groups = Object.entries(body.extensions)
  const isWhole = groups.every(([plugin, group]) =>
    Object.keys(Object(group)).every((name) => isKept(plugin, name))
  )
  if (isWhole) return body
  const now: unknown = (await read(['extensions']))?.extensions
  const told = groups.map(([plugin, group]) => {
    if (!isObject(group)) return [plugin, group] as const
    const known: Body = Object(Object(now)[plugin])
    const entries = Object.entries(group).filter(
      ([name, value]) =>
        isKept(plugin, name) || !(name in known && isDeepStrictEqual(value, known[name]))
    )
    return [plugin, Object.fromEntries(entries)] as const
  })
  return { ...body, extensions: Object.fromEntries(told) }
}

/**
 * A body without what it repeats of something as it is read, when it holds members that cannot be
 * written.
 *
 * @param isShown whether something that is read has a member of this name
 * @param read answers these members as they are now; null when there is nothing to read
 */
export async function withoutRepeated(
  body: unknown,
  writable: ReadonlySet<string>,
  isShown: (name: string) => boolean,
  read: (names: readonly string[]) => Promise<Body | null>
): Promise<unknown> {
  if (!isObject(body)) return body
  const names = Object.keys(body).filter(isShown)
  if (names.every((name) => writable.has(name))) return body
  const now = await read(names)
  if (!now) return body
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => !(name in now && isDeepStrictEqual(value, now[name]))
    )
  )
}

/** The members of a body that a check takes. */
export function keysOf({ describe, ignoredKeys = [] }: Check): ReadonlySet<string> {
  return new Set([...Object.keys(describe?.().properties ?? {}), ...ignoredKeys])
}

function writableKeys({ fields }: Resource, check: Check): ReadonlySet<string> {
  const declared = Object.entries(fields).flatMap(([name, { input }]) =>
    input?.update ? (input.key ?? name) : []
  )
  return check.describe ? keysOf(check) : new Set(declared)
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
