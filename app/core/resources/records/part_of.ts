import { AuthorizationResponse } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Principal } from '#core/access/principal'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork } from '#core/database/unit_of_work'
import { invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { denialProblem } from '#core/http/exceptions/to_problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { columnsOf } from '#core/resources/records/columns'
import { type Whole, wholeOf } from '#core/resources/whole'

/** Somebody who writes records that are parts of others. */
interface Context extends Principal {
  readonly resource: Resource
}

/** Actions that write nothing: those who may read the whole may do them. */
const READING: ReadonlySet<string> = new Set(['read', 'export'])

/**
 * Locks the record that one is a part of, before that one is: who writes parts of a record waits for
 * those who write it, in one order.
 *
 * @param id of the part
 */
export async function lockWhole(resource: Resource, id: string): Promise<void> {
  await lockWholes(resource, [id])
}

/** The same of many parts, whose wholes are locked in the order of their ids. */
export async function lockWholes(resource: Resource, ids: readonly string[]): Promise<void> {
  const whole = wholeOf(resource)
  if (!whole) return
  await UnitOfWork.get().query(
    `SELECT FROM ${whole.resource.table} whole
     WHERE whole.organization_id = app_organization() AND whole.id IN (
       SELECT r.${whole.key} FROM ${resource.table} r
       WHERE r.organization_id = app_organization() AND r.id::text = ANY($1))
     ORDER BY whole.id FOR NO KEY UPDATE`,
    [ids]
  )
}

/**
 * Refuses to make a record a part of one that the caller may not change, which is locked until the
 * unit of work ends.
 *
 * @param change by the names of columns
 * @param record null when it is being made
 * @throws 403, or 422 when there is no such record
 */
export async function authorizeJoining(
  context: Context,
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): Promise<void> {
  const whole = wholeOf(context.resource)
  const id = whole && change[whole.key]
  if (!whole || typeof id !== 'string' || (record && columnsOf(record)[whole.key] === id)) return
  const found = await lockRecord(await modelOf(whole.resource), id)
  if (!found || found.$attributes.deletedAt) {
    const message = notFoundDetail(whole.resource.singular)
    throw invalid([{ field: whole.key, rule: 'exists', message }])
  }
  const ruling = await rulingAbout(context, whole, found)
  if (!ruling.authorized) throw denialProblem(ruling)
}

/** Whether the caller may do something to a part, as far as the record says it that it is a part of. */
export async function rulingOfWhole(
  context: Context,
  action: string,
  record: LucidRow
): Promise<AuthorizationResponse> {
  const whole = READING.has(action) ? null : wholeOf(context.resource)
  if (!whole) return AuthorizationResponse.allow()
  const model = await modelOf(whole.resource)
  const found = await model
    .query()
    .where('id', String(columnsOf(record)[whole.key]))
    .first()
  return found ? rulingAbout(context, whole, found) : AuthorizationResponse.deny()
}

async function rulingAbout(
  { identity, bouncer }: Principal,
  { resource: declared }: Whole,
  record: LucidRow
): Promise<AuthorizationResponse> {
  const { default: policy } = await (await currentPlugins(identity)).extend(declared).policy()
  return bouncer.with(policy).execute('act', record, 'update')
}

async function modelOf({ name, model }: Resource) {
  if (!model) throw new Error(`${name} cannot be written`)
  return (await model()).default
}
