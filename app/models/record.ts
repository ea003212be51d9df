import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { notFound } from '#exceptions/problem'
import RecordPolicy from '#policies/record_policy'
import { demandVersion } from '#query/answer'
import type { Resource, Writes } from '#resources/define_resource'

/** The model that writes a resource. @throws when the resource is read-only */
export async function modelOf(resource: Resource): Promise<LucidModel> {
  if (!resource.model) throw new Error(`${resource.name} cannot be written`)
  return (await resource.model()).default
}

/** What may be written of a resource. @throws when the resource is read-only */
export async function writesOf(resource: Resource): Promise<Writes> {
  if (!resource.writes) throw new Error(`${resource.name} cannot be written`)
  return resource.writes()
}

/**
 * The record of the request, locked until the unit of work ends, for somebody
 * who may do this to it and has seen its present version.
 *
 * @throws 404 when it does not exist for him, 403 when he may not, 412 when he
 * has seen another version
 */
export async function findForChange(ctx: HttpContext, action: string): Promise<LucidRow> {
  const record = await lock(ctx, ctx.params.id, { deleted: action === 'restore' })
  await ctx.bouncer.with(RecordPolicy).authorize('act', ctx.resource, action, record)
  demandVersion(ctx, Number(record.$attributes.version))
  return record
}

/** The record, locked, when it exists for the caller. @throws 404 otherwise */
export async function lock(
  { bouncer, resource }: HttpContext,
  id: string,
  { deleted = false } = {}
): Promise<LucidRow> {
  const model = await modelOf(resource)
  const record = await model.query().where('id', id).forUpdate().first()
  if (!record) throw notFound(resource.singular)
  const isDeleted = Boolean(record.$attributes.deletedAt)
  if (
    isDeleted !== deleted ||
    !(await bouncer.with(RecordPolicy).allows('see', resource, record))
  ) {
    throw notFound(resource.singular)
  }
  return record
}
