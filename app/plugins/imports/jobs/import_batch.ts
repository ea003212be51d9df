import { Bouncer } from '@adonisjs/bouncer'
import { type Initiator, jobIdentity } from '#core/access/job_identity'
import { Problem, notFound, permissionDenied } from '#core/http/exceptions/problem'
import { denialProblem, toProblem } from '#core/http/exceptions/to_problem'
import type { NextBatch } from '#plugins/imports/jobs/run_import'
import Import from '#plugins/imports/models/import'
import { Batch } from '#plugins/imports/models/import/batch'
import { storeChanges } from '#plugins/imports/models/import/changes'
import { planOf } from '#plugins/imports/models/import/plan'
import type { RequestContext } from '#core/resources/records/record'
import { currentPlugins } from '#core/plugins/plugin_set'
import { importableNamed } from '#plugins/imports/models/import/importable'
import ImportPolicy from '#plugins/imports/policies/import_policy'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork, forOrganization, asActor } from '#core/database/unit_of_work'

/** What whoever ordered it must still hold. */
const ORDER = 'imports:create'

/** Works one batch of an import, and enqueues the next. */
export function workBatch(batch: NextBatch): Promise<void> {
  return within(batch, work)
}

/** Ends an import that cannot go on. @param error what it says of why */
export function failImport(batch: NextBatch, error: unknown): Promise<void> {
  return within(batch, (record) => record.fail(toProblem(error)))
}

/** Runs work in a unit of whoever ordered the import, which waits for who works it or cancels it. */
async function within(
  { organizationId, importId, piece, orderer }: NextBatch,
  todo: (record: Import, orderer: Initiator) => Promise<void>
): Promise<void> {
  const transactionOptions = forOrganization(organizationId)
  const { userId, keyId, requestId } = orderer
  const behalf = { actorId: userId, requestId, apiKeyId: keyId }
  await UnitOfWork.run(asActor(transactionOptions, behalf), async () => {
    const record = await lockRecord(Import, importId)
    if (!(record instanceof Import) || record.nextPiece !== piece) return
    if (record.isUnfinished || record.isInterrupted) await todo(record, orderer)
  })
}

async function work(record: Import, orderer: Initiator): Promise<void> {
  const acting = await actingFor(record, orderer)
  if (acting instanceof Problem) {
    await record.fail(acting)
    return
  }
  UnitOfWork.get().admit(acting.identity)
  const plan = await planOf(acting.resource, acting.identity, await currentPlugins(), record)
  const lines = await record.nextLines()
  const become = () => new Batch(acting, plan).work(lines)
  const result = record.dryRun ? await UnitOfWork.get().dryRun(become) : await become()
  if (result.isDenied) await recordRefusal(acting, record)
  if (!record.dryRun) await storeChanges(record.id, acting.resource, result.changes)
  await record.recordBatch(lines, result)
}

/** Who does it, and to what; what they lack for it, by what they hold at this moment. */
async function actingFor(record: Import, orderer: Initiator): Promise<RequestContext | Problem> {
  const here = await currentPlugins()
  const identity = await jobIdentity(orderer)
  const resource = importableNamed(record.resource, here)
  if (!resource || !here.has('imports')) return notFound('resource')
  if (!identity?.grants.allows(ORDER)) return permissionDenied(ORDER)
  const bouncer = new Bouncer(() => identity)
  const changesExisting = record.matchBy !== null
  const ruling = await bouncer.with(ImportPolicy).execute('makeRecords', resource, changesExisting)
  return ruling.authorized ? { identity, resource, bouncer } : denialProblem(ruling)
}

/** Also of a dry run: somebody has tried to do what they may not. */
async function recordRefusal({ resource }: RequestContext, { id, matchBy }: Import): Promise<void> {
  const action = resource.permission(matchBy === null ? 'create' : 'update')
  await UnitOfWork.get().query('SELECT record_event($1, $2, NULL, $3, $4)', [
    action,
    resource.noun,
    'refused',
    { import: id },
  ])
}
