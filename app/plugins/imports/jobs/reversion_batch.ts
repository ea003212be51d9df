import { Bouncer } from '@adonisjs/bouncer'
import logger from '@adonisjs/core/services/logger'
import { imports } from '#config/imports'
import { type Initiator, jobIdentity } from '#core/access/job_identity'
import { Problem, notFound, permissionDenied } from '#core/http/exceptions/problem'
import { toProblem } from '#core/http/exceptions/to_problem'
import type { NextReversion } from '#plugins/imports/jobs/revert_import'
import Import from '#plugins/imports/models/import'
import { type Left, changesLeft, forgetChanges } from '#plugins/imports/models/import/changes'
import { importableNamed } from '#plugins/imports/models/import/importable'
import {
  type RequestContext,
  authorizeAction,
  lock,
  updateRecord,
} from '#core/resources/records/record'
import { currentPlugins } from '#core/plugins/plugin_set'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork, asActor, forOrganization } from '#core/database/unit_of_work'

const REVERT = 'imports:revert'

/** Takes back the newest of what an import did, and enqueues the rest. */
export function revertBatch(next: NextReversion): Promise<void> {
  return within(next, work)
}

/** Ends a reversion that cannot go on. @param error what it says of why */
export function failReversion(next: NextReversion, error: unknown): Promise<void> {
  return within(next, (record) => record.fail(toProblem(error)))
}

async function within(
  { organizationId, importId, orderer }: NextReversion,
  todo: (record: Import, orderer: NextReversion['orderer']) => Promise<void>
): Promise<void> {
  const { userId, keyId, requestId } = orderer
  const behalf = { actorId: userId, requestId, apiKeyId: keyId }
  await UnitOfWork.run(asActor(forOrganization(organizationId), behalf), async () => {
    const record = await lockRecord(Import, importId)
    if (record instanceof Import && record.status === 'reverting') await todo(record, orderer)
  })
}

async function work(record: Import, orderer: NextReversion['orderer']): Promise<void> {
  const acting = await actingFor(record, orderer)
  if (acting instanceof Problem) {
    await record.fail(acting)
    return
  }
  UnitOfWork.get().admit(acting.identity)
  const left = await changesLeft(record.id, imports.pieceSize)
  let reverted = 0
  for (const change of left) if (await takeBack(acting, change)) reverted += 1
  await forgetChanges(
    record.id,
    left.map(({ id }) => id)
  )
  await record.recordReversion({ reverted, kept: left.length - reverted })
  if (left.length < imports.pieceSize) await record.endReversion()
  else await record.enqueueReversion(orderer)
}

async function actingFor(record: Import, orderer: Initiator): Promise<RequestContext | Problem> {
  const here = await currentPlugins()
  const identity = await jobIdentity(orderer)
  const resource = importableNamed(record.resource, here)
  if (!resource || !here.has('imports')) return notFound('resource')
  if (!identity?.grants.allows(REVERT)) return permissionDenied(REVERT)
  return { identity, resource, bouncer: new Bouncer(() => identity) }
}

/** @returns false for a record that stays as it is: it has changed since, or may not be written */
async function takeBack(acting: RequestContext, { id, version, before }: Left): Promise<boolean> {
  try {
    return await UnitOfWork.get().savepoint(async () => {
      const record = await lock(acting, id, { forDelete: before === null })
      if (record.$attributes.version !== version) return false
      await authorizeAction(acting, before === null ? 'delete' : 'update', record)
      if (before === null) await record.delete()
      else await updateRecord(acting, record, before)
      return true
    })
  } catch (error) {
    const problem = toProblem(error)
    if (problem.status === 503) throw error
    if (problem.status >= 500 && problem !== error) {
      logger.error({ err: error }, 'a record of an import could not be reverted')
    }
    return false
  }
}
