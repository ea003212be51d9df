import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { capabilitiesOf, formWrites } from '#admin/capabilities'
import { type Input, type Refused, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { recordPath } from '#admin/record'
import { type Candidate, candidates, namesOf } from '#admin/related'
import { type JsonObject, titleOf } from '#admin/values'
import type { FieldError } from '#core/http/exceptions/problem'
import { notFound } from '#core/http/exceptions/problem'
import { readOnlyReasons } from '#core/plugins/read_only/guard'
import { UUID } from '#core/resources/uuid'
import { visiblePart } from '#core/resources/answer_schema'
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
  const visible = visibleFields(resource, identity)
  const properties = Object.entries(schema.properties ?? {})
    .filter(([name]) => !hidden.has(name))
    .map(([name, property]) => [
      name,
      typeof property === 'object' ? visiblePart(name, property, visible) : property,
    ])
  return { ...schema, properties: Object.fromEntries(properties) }
}

/** The form of a record, with what was typed into it when it was refused. */
export async function recordForm(ctx: HttpContext, record: JsonObject | null) {
  const { resource } = ctx
  const schema = await schemaOf(ctx, record ? 'update' : 'create')
  const typed = refusedOf(ctx) ?? (record ? null : chosenOf(ctx))
  const inputs = await withReasons(ctx, record, formOf(schema, resource, record, typed))
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

/** Inputs of fields for which a plugin answers now: nothing can be typed there, and the form says why. */
async function withReasons(
  { plugins, resource }: HttpContext,
  record: JsonObject | null,
  inputs: readonly Input[]
): Promise<Input[]> {
  const reasons = record
    ? await readOnlyReasons(plugins, resource, String(record.id))
    : new Map<string, string>()
  return inputs.map((input) => {
    const reason = reasons.get(input.name)
    if (reason === undefined) return input
    const described = input.wrong ? `wrong-${input.name}` : `hint-${input.name}`
    const attributes = { ...input.attributes, 'disabled': true, 'aria-describedby': described }
    return { ...input, hint: reason, attributes }
  })
}

/** What each relation could lead to: some of it, and what it leads to now. */
async function candidatesOf(ctx: HttpContext, inputs: readonly Input[]) {
  const tables = new Set(inputs.flatMap(({ table }) => table ?? []))
  const known = await candidates(ctx, [...tables], '')
  const isKnown = ({ table, value }: Input) =>
    value === '' || (known.get(table ?? '') ?? []).some(({ id }) => id === value)
  const unnamed = inputs.flatMap((input) =>
    input.table !== null && !input.shown && !isKnown(input) && UUID.test(input.value)
      ? [{ table: input.table, id: input.value }]
      : []
  )
  const names = await namesOf(ctx, unnamed)
  const lists: Record<string, Candidate[]> = {}
  for (const input of inputs) {
    const { name, table, value, shown } = input
    if (table === null) continue
    const list = known.get(table) ?? []
    const label = shown || (names.get(value) ?? value)
    lists[name] = isKnown(input) ? list : [{ id: value, label }, ...list]
  }
  return lists
}

/** The records that a new one belongs to, as a link to its form names them: `?customer_id=…`. */
function chosenOf({ request, resource }: HttpContext): Refused {
  const keys = new Set(Object.values(resource.relations).map(({ key }) => key))
  const typed = Object.entries(request.qs()).filter(
    ([name, value]) => keys.has(name) && typeof value === 'string' && UUID.test(value)
  )
  return { typed: Object.fromEntries(typed), errors: [] }
}

/** What the form was sent with before, when it was refused. */
export function refusedOf({ session }: HttpContext): Refused | null {
  const refusal: { errors?: FieldError[] } | null = session.flashMessages.get('refusal', null)
  return refusal && { typed: session.flashMessages.all(), errors: refusal.errors ?? [] }
}
