import type { HttpContext } from '@adonisjs/core/http'
import { answerPage, ensureVersion } from '#core/http/answer'
import { notFound } from '#core/http/exceptions/problem'
import { contextOfEnd, lockPair } from '#core/associations/ends'
import { ensureLabel } from '#core/associations/labels'
import {
  LIST_PARAMETERS,
  associatedPair,
  associatedRecord,
  associatedRecords,
} from '#core/associations/read'
import { associationValidator } from '#core/associations/validators'
import { associate, dissociate } from '#core/associations/write'
import { malformed } from '#core/resources/query/refusals'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** With which records of another resource the record in the path is associated. */
export default class AssociationsController {
  async index(ctx: HttpContext) {
    const { label, ...asked } = ctx.request.qs()
    refuseParameters(asked, LIST_PARAMETERS)
    await ensureReadable(ctx)
    const context = await contextOfEnd(ctx, ctx.params.other, 'read')
    if (label !== undefined) {
      if (typeof label !== 'string') throw malformed('label', 'the key of one label')
      await ensureLabel(label, [ctx.resource.name, context.resource.name], ctx.plugins)
    }
    const wanted = { asked, label: label ?? null }
    const { query, list } = associatedRecords(context, selfIn(ctx), ctx.plugins, wanted)
    return answerPage(ctx, list, query.page(list))
  }

  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    await ensureReadable(ctx)
    const context = await contextOfEnd(ctx, ctx.params.other, 'read')
    const { id } = otherIn(ctx)
    return answer(ctx, await associatedRecord(context, selfIn(ctx), id, ctx.plugins))
  }

  async update(ctx: HttpContext) {
    await ensureReadable(ctx)
    const pair = await lockPair(ctx, selfIn(ctx), otherIn(ctx))
    const wish = await ctx.request.validateUsing(associationValidator)
    const seen = (version: number) => ensureVersion(ctx, version)
    const { isNew } = await associate(pair, wish, ctx.plugins, seen)
    if (isNew) ctx.response.status(201)
    return answer(ctx, await associatedPair(pair, ctx.plugins))
  }

  async destroy(ctx: HttpContext) {
    await ensureReadable(ctx)
    const pair = await lockPair(ctx, selfIn(ctx), otherIn(ctx))
    await dissociate(pair, (version) => ensureVersion(ctx, version))
    ctx.response.noContent()
  }
}

function selfIn({ resource, params }: HttpContext) {
  return { type: resource.name, id: String(params.id) }
}

function otherIn({ params }: HttpContext) {
  if (!UUID.test(String(params.other_id))) throw notFound('association')
  return { type: String(params.other), id: String(params.other_id).toLowerCase() }
}

/** @throws 404 when the record in the path is not there for the caller */
async function ensureReadable(ctx: HttpContext): Promise<void> {
  await UnitOfWork.get().read(queryFor(ctx).detail(ctx.params.id, ['id']))
}

/** Answers it with its version, for `If-Match`. */
function answer({ response }: HttpContext, found: Readonly<Record<string, unknown>>) {
  const { version }: { readonly version?: unknown } = Object(found.association)
  response.header('ETag', `"${String(version)}"`)
  return found
}
