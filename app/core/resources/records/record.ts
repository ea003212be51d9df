import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { permissionDenied } from '#core/http/exceptions/problem'
import { denialProblem } from '#core/http/exceptions/to_problem'
import { type Attempt, passSteps } from '#core/access/access_steps'
import type { Principal } from '#core/access/principal'
import { authorizeJoining, lockWhole, rulingOfWhole } from '#core/resources/records/part_of'
import { ensureReferable } from '#core/resources/records/references'
import { authorizeLink, authorizeLinking, authorizeRelinking } from '#core/access/linking_users'
import { CALLER, withCaller } from '#core/resources/related'
import { originalColumnsOf } from '#core/resources/records/columns'
import { ensureVersion } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { hiddenFields } from '#core/resources/query/visible_fields'
import type { Resource, InputSchemas } from '#core/resources/define_resource'
import { lockRecord } from '#core/database/organization_adapter'

/** Somebody who does something to a resource: the caller of a request, or whoever ordered a job. */
export interface RequestContext extends Principal {
  readonly resource: Resource
}

/** A record that is hidden and may come back. */
interface Restorable {
  restore(): Promise<void>
}

/** The model that writes a resource. @throws when the resource is read-only */
export async function modelOf(resource: Resource): Promise<LucidModel> {
  if (!resource.model) throw new Error(`${resource.name} cannot be written`)
  return (await resource.model()).default
}

/** What may be written of a resource. @throws when the resource is read-only */
export async function writesOf(resource: Resource): Promise<InputSchemas> {
  if (!resource.writes) throw new Error(`${resource.name} cannot be written`)
  return resource.writes()
}

/**
 * What somebody may write of the resource, read from a body.
 *
 * @throws 422 naming everything that is wrong with it
 */
export async function readInput(
  { resource, identity }: RequestContext,
  action: keyof InputSchemas,
  body: unknown
): Promise<Record<string, unknown>> {
  const writes = await writesOf(resource)
  const given = mentionsCaller(body) ? withCaller({ resource, identity }, body) : body
  const hidden = hiddenFields(resource, identity)
  return writes[action].validate(given, { meta: { hidden, isSystem: identity.isSystem } })
}

function mentionsCaller(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.values(body).includes(CALLER)
}

/**
 * Makes the record that a body describes.
 *
 * @param more what no body says, by the names of columns
 * @throws 422 when it is none, 403 when it is more than the caller may
 */
export async function createRecord(
  context: RequestContext,
  body: unknown,
  more: Readonly<Record<string, unknown>> = {}
): Promise<LucidRow> {
  const model = await modelOf(context.resource)
  const details = await readInput(context, 'create', body)
  await authorizeChange(context, details, null)
  const record = await written(context, () => model.create({ ...details, ...more }))
  await authorizeNew(context, record)
  return record
}

/** @throws 403 for a record that is not the caller's own, when they may make no others */
async function authorizeNew(
  { bouncer, identity, resource }: RequestContext,
  record: LucidRow
): Promise<void> {
  if (identity.grants.reach(resource.permission('create')) === 'all') return
  const { default: policy } = await resource.policy()
  await bouncer.with(policy).authorize('create', record)
}

/**
 * Writes what `readInput` read into a record that is locked. @throws 403 when it
 * is more than the caller may
 */
export async function updateRecord(
  context: RequestContext,
  record: LucidRow,
  change: Readonly<Record<string, unknown>>
): Promise<void> {
  await authorizeChange(context, change, record)
  const save = () => record.merge(change).save()
  await (change.extensions === undefined ? save() : written(context, save))
}

/**
 * The record of the request, locked until the unit of work ends, for somebody
 * who may do this to it and has seen its present version.
 *
 * @param model names the model for controllers that call its commands
 * @throws 404 when it does not exist for the caller, 403 when they may not, 412
 * when they have seen another version
 */
export async function findForChange(ctx: HttpContext, action: string): Promise<LucidRow>
export async function findForChange<M extends LucidModel>(
  ctx: HttpContext,
  action: string,
  model: M
): Promise<InstanceType<M>>
export async function findForChange(ctx: HttpContext, action: string, model?: LucidModel) {
  const record = await lock(ctx, ctx.params.id, { model, forDelete: action === 'delete' })
  await authorize(ctx, action, record)
  return record
}

/** As `findForChange`, for a deleted record that is to be restored. */
export async function findDeleted(ctx: HttpContext): Promise<LucidRow> {
  const record = await lock(ctx, ctx.params.id, { deleted: true })
  await authorize(ctx, 'restore', record)
  return record
}

/** Brings a deleted record back that is locked. @throws 403 for what is linked to a member, without the right to link */
export async function restoreRecord(context: RequestContext, record: LucidRow): Promise<void> {
  const restorable = assertRestorable(record)
  await authorizeRelinking(context, record)
  await written(context, () => restorable.restore())
}

/** Does a write that may meet a value of another record. @throws 409 naming that, as far as the caller may know of it */
function written<T>({ resource, identity }: RequestContext, write: () => Promise<T>): Promise<T> {
  return resource.namingConflicts ? resource.namingConflicts(identity, write) : write()
}

/** @throws when its model cannot bring records back */
function assertRestorable(record: LucidRow): LucidRow & Restorable {
  if (isRestorable(record)) return record
  throw new Error('This record cannot be restored')
}

/**
 * Refuses a change that does more than its caller may, or refers to what the
 * caller may not read. Every write of a caller passes here.
 *
 * @param change by the names of columns
 * @param record null when it is being made
 * @throws 403 naming the missing permission, 422 for a reference to what does not
 * exist for the caller
 */
export async function authorizeChange(
  context: RequestContext,
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): Promise<void> {
  const link = linkIn(context.resource, change, record)
  if (link !== undefined) authorizeLinking(context.identity)
  if (Object.keys(change).some((name) => context.resource.references.has(name))) {
    await ensureReferable(context, change, record)
  }
  if (change.extensions !== undefined) {
    await context.resource.authorizeExtensions?.(context.identity, change.extensions, record)
  }
  if (link) await authorizeLink(context, link)
  if (context.resource.partOf !== undefined) await authorizeJoining(context, change, record)
  await context.resource.authorizeChange?.(context, change, record)
  await authorizeActions(context, change, record)
}

/** The member whom a change links a record to, or with null parts it from; undefined when it does neither. */
function linkIn(
  { linksUser }: Resource,
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): string | null | undefined {
  if (linksUser === undefined || change[linksUser] === undefined) return undefined
  const before = (record && originalColumnsOf(record)[linksUser]) ?? null
  const wanted = change[linksUser]
  const link = typeof wanted === 'string' ? wanted.toLowerCase() : null
  return link === before ? undefined : link
}

/** Refuses a change that is also an action which its caller may not do, such as a move. */
export async function authorizeActions(
  context: RequestContext,
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): Promise<void> {
  const { identity, resource } = context
  const actions = (await resource.requiredActions?.(change, record)) ?? []
  for (const action of actions) {
    const permission = resource.permission(action)
    if (!identity.grants.allows(permission)) throw permissionDenied(permission)
    if (record) await authorizeAction(context, action, record)
  }
}

/** Asks the policy of the resource. @throws 403 when the caller may not do this to the record */
export async function authorizeAction(
  { bouncer, identity, resource }: RequestContext,
  action: string,
  record: LucidRow
): Promise<void> {
  await passSteps('policy', 'policy', attemptOn({ bouncer, identity, resource }, record, action))
}

/** The record as the steps of access look at it. */
function attemptOn(context: RequestContext, record: LucidRow | null, action = 'read'): Attempt {
  const { bouncer, identity, resource } = context
  const may = async (wanted: string) => {
    const { default: policy } = await resource.policy()
    if (record === null) throw new Error('A policy is asked about a record')
    const ruling = await bouncer.with(policy).execute('act', record, wanted)
    const isPart = resource.partOf !== undefined
    return isPart && ruling.authorized ? rulingOfWhole(context, wanted, record) : ruling
  }
  const isVisible = async () => queryFor(context).isVisible(String(record?.$primaryKeyValue))
  return {
    caller: identity,
    on: { resource, action, exists: record !== null, may, isVisible, problemOf: denialProblem },
  }
}

/** How a record is locked. */
interface Locking {
  /** Whether it is a deleted one. */
  readonly deleted?: boolean
  /** Whether others may not even refer to it meanwhile, since it is about to be deleted. */
  readonly forDelete?: boolean
  readonly model?: LucidModel | undefined
}

/** The record, locked, when it exists for the caller. @throws 404 otherwise */
export async function lock(
  context: RequestContext,
  id: string,
  { deleted = false, forDelete = false, model }: Locking = {}
): Promise<LucidRow> {
  const source = model ?? (await modelOf(context.resource))
  await context.resource.lockFirst?.(id)
  if (context.resource.partOf !== undefined) await lockWhole(context.resource, id)
  const record = await lockRecord(source, id, forDelete)
  const isThere = record !== null && Boolean(record.$attributes.deletedAt) === deleted
  await passSteps('record', 'scope', attemptOn(context, isThere ? record : null))
  if (record === null) throw new Error('What is absent does not pass')
  return record
}

async function authorize(ctx: HttpContext, action: string, record: LucidRow) {
  await authorizeAction(ctx, action, record)
  ensureVersion(ctx, Number(record.$attributes.version))
}

function isRestorable(record: LucidRow): record is LucidRow & Restorable {
  return 'restore' in record && typeof record.restore === 'function'
}
