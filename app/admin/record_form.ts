import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { capabilitiesOf, formWrites } from '#admin/capabilities'
import { type Input, type Refused, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { recordPath } from '#admin/record'
import { type Candidate, candidates } from '#admin/related'
import { type JsonObject, titleOf } from '#admin/values'
import type { FieldError } from '#core/http/exceptions/problem'
import { notFound } from '#core/http/exceptions/problem'
import { visibleExtensions } from '#core/resources/answer_schema'
import { hiddenFields, visibleFields } from '#core/resources/query/visible_fields'

/** What somebody may write of a resource, as JSON Schema. @throws 404 when no form writes it */
export async function schemaOf(
  ctx: HttpContext,
  action: 'create' | 'update'
): Promise<JSONSchema7> {
  const { resource, identity } = ctx
  const writes = await formWrites(resource)
  const schema = (await capabilitiesOf(ctx))[action] ? writes?.[action].describe?.() : null
  if (!schema) throw notFound('page')
  const hidden = hiddenFields(resource, identity)
  const { extensions: added, ...own } = schema.properties ?? {}
  const properties = Object.entries(own).filter(([name]) => !hidden.has(name))
  return {
    ...schema,
    properties: {
      ...Object.fromEntries(properties),
      ...(typeof added === 'object' && {
        extensions: visibleExtensions(added, visibleFields(resource, identity)),
      }),
    },
  }
}

/** The form of a record, with what was typed into it when it was refused. */
export async function recordForm(ctx: HttpContext, record: JsonObject | null) {
  const { resource } = ctx
  const schema = await schemaOf(ctx, record ? 'update' : 'create')
  const inputs = formOf(schema, resource, record, refusedOf(ctx))
  const known = await candidatesOf(ctx, inputs)
  return {
    resource,
    name: record ? titleOf(record) : '',
    version: record ? String(record.version ?? 1) : null,
    action: record ? recordPath(ctx, String(record.id)) : recordPath(ctx),
    back: record ? recordPath(ctx, String(record.id)) : recordPath(ctx),
    inputs,
    candidates: known,
    meanwhile: record ? await meanwhileIn(ctx, { record: String(record.id) }, inputs, known) : [],
  }
}

/** What each relation could lead to: some of it, and what it leads to now. */
async function candidatesOf(ctx: HttpContext, inputs: readonly Input[]) {
  const tables = new Set(inputs.flatMap(({ table }) => table ?? []))
  const known = await candidates(ctx, [...tables], '')
  const lists: Record<string, Candidate[]> = {}
  for (const { name, table, value, shown } of inputs) {
    if (table === null) continue
    const list = known.get(table) ?? []
    const isKnown = value === '' || list.some(({ id }) => id === value)
    lists[name] = isKnown ? list : [{ id: value, label: shown || value }, ...list]
  }
  return lists
}

/** What the form was sent with before, when it was refused. */
export function refusedOf({ session }: HttpContext): Refused | null {
  const refusal: { errors?: FieldError[] } | null = session.flashMessages.get('refusal', null)
  return refusal && { typed: session.flashMessages.all(), errors: refusal.errors ?? [] }
}
