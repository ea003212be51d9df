import type { HttpContext } from '@adonisjs/core/http'
import { organizationPath } from '#admin/path'
import type { JsonObject } from '#admin/values'
import { Problem } from '#core/http/exceptions/problem'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The record that the path names. @throws 404 when there is none, or it is deleted */
export async function readRecord(ctx: HttpContext): Promise<JsonObject> {
  const { body } = await UnitOfWork.get().read(
    queryFor(ctx).detail(ctx.params.id, ctx.resource.detail)
  )
  return JSON.parse(body)
}

/**
 * The same, or a deleted one, which only those see who may bring it back.
 *
 * @throws 404 when there is neither
 */
export async function readRecordOrDeleted(
  ctx: HttpContext,
  mayRestore: boolean
): Promise<{ readonly record: JsonObject; readonly isDeleted: boolean }> {
  try {
    return { record: await readRecord(ctx), isDeleted: false }
  } catch (error) {
    const isAbsent = error instanceof Problem && error.status === 404
    if (!isAbsent || !mayRestore) throw error
    const { body } = await UnitOfWork.get().read(
      queryFor(ctx).deleted(ctx.params.id, ctx.resource.detail)
    )
    return { record: JSON.parse(body), isDeleted: true }
  }
}

/** The pages of the request's resource, or of one of its records. */
export function recordPath({ params, resource }: HttpContext, ...parts: string[]): string {
  return organizationPath(params.slug, resource.name, ...parts)
}
