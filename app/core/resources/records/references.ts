import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import { invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { originalColumnsOf } from '#core/resources/records/columns'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { namesUser, relatedTo } from '#core/resources/related'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Another record that a write names. */
export interface Reference {
  /** Where it is named. */
  readonly field: string
  readonly id: string
  /** What it is one of. */
  readonly target: Resource
  /** What is said when there is none, where that is not "<Target> not found." */
  readonly message?: string
}

type Values = Readonly<Record<string, unknown>>

/**
 * Refuses references to what the caller may not read, in the words for an
 * absent record. The resource's relations say which values are references; one
 * that the record has already is not asked about again.
 *
 * @param change by the names of columns
 * @param record as it is before; null when it is being made
 * @throws 422 naming the fields
 */
export async function ensureReferable(
  { identity, resource }: { readonly identity: Identity; readonly resource: Resource },
  change: Values,
  record: LucidRow | null
): Promise<void> {
  const named = Object.entries(change).flatMap(([field, value]) =>
    resource.references.has(field) && typeof value === 'string'
      ? [[field, value.toLowerCase()] as const]
      : []
  )
  if (named.length === 0) return
  const before = record ? originalColumnsOf(record) : {}
  const here = await currentPlugins(identity)
  const references = named
    .filter(([field, id]) => before[field] !== id)
    .flatMap(([field, id]) => referenceOf(resource, field, id, here) ?? [])
  await ensureReadable(identity, references)
}

/**
 * The same for references that no relation of a resource describes, such as a
 * successor. One statement for all of them, and none for a caller who
 * reads all that they could lead to: the rest of the write finds out then
 * whether they exist.
 *
 * @param areKnown false: nothing finds out later, so that all of them are looked for
 */
export async function ensureReadable(
  identity: Identity,
  references: readonly Reference[],
  { areKnown = true } = {}
): Promise<void> {
  const { organizationId } = UnitOfWork.get()
  const statement = new Statement()
  const missing = new Set<Reference>()
  const selects: string[] = []
  for (const [index, reference] of references.entries()) {
    const { id, target } = reference
    const scope = new Scope(target, identity, organizationId)
    const isShown = target.shownBy?.some((name) => identity.grants.allows(name)) ?? false
    const readsAll = scope.isAll || (isShown && !scope.isNarrowed)
    if ((areKnown && readsAll) || target.callerId?.(identity) === id) continue
    missing.add(reference)
    const known = isShown ? scope.admitted(statement) : knownSql(identity, target, scope, statement)
    if (known === null) continue
    selects.push(
      `SELECT ${statement.bind(index)}::int AS index FROM ${target.table} r
       WHERE ${known} AND r.${target.namedBy ?? 'id'} = ${statement.bind(id)}::uuid`
    )
  }
  if (selects.length > 0) {
    const { rows } = await UnitOfWork.get().query<{ index: number }>(
      selects.join(' UNION ALL '),
      statement.values
    )
    for (const { index } of rows) missing.delete(references[index] ?? raise())
  }
  if (missing.size > 0) throw absent([...missing])
}

function referenceOf(
  resource: Resource,
  field: string,
  id: string,
  here: PluginSet
): Reference | null {
  if (namesUser(resource, field)) {
    const members = [...resources.values()].find(({ namedBy }) => namedBy === 'user_id')
    return { field, id, target: here.extend(members ?? raise()), message: 'Member not found.' }
  }
  const target = relatedTo(resource, field, here)
  return target && { field, id, target }
}

/** Which records of the target the caller knows, as a condition on `r`; null for none. */
function knownSql(
  caller: Identity,
  target: Resource,
  scope: Scope,
  statement: Statement
): string | null {
  if (caller.grants.allows(target.permission('read'))) return scope.readable(statement)
  const referable = target.referable?.(caller, statement.bind) ?? null
  return referable && `${scope.organization(statement)} AND ${referable}`
}

function absent(references: readonly Reference[]) {
  const errors = references.map(({ field, target, message }) => ({
    field,
    rule: 'exists',
    message: message ?? notFoundDetail(target.singular),
  }))
  return invalid([...new Map(errors.map((error) => [error.field, error])).values()])
}

function raise(): never {
  throw new Error('A statement answered what it was not asked about')
}
