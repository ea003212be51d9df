import type { HttpContext } from '@adonisjs/core/http'
import { ensureCapability } from '#admin/capabilities'
import { withArticle } from '#admin/humanize'
import { leave } from '#admin/leave'
import { resourceNamed } from '#admin/page_resources'
import { readRecord, recordPath } from '#admin/record'
import { quickActivityValidator } from '#admin/validators/admin'
import { notFound } from '#core/http/exceptions/problem'
import { createRecord } from '#core/resources/records/record'

/** A task or a note about a record, from its page. */
export default class RecordActivitiesController {
  async store(ctx: HttpContext) {
    const { bouncer, identity, params, plugins, request } = ctx
    await readRecord(ctx)
    const { resource: name, ...about } = await request.validateUsing(quickActivityValidator)
    const resource = resourceNamed(name, plugins)
    if (!resource) throw notFound('page')
    ensureCapability(ctx, resource, 'create')
    const associations = [{ type: ctx.resource.name, id: params.id }]
    await createRecord({ bouncer, identity, resource }, { ...about, associations })
    leave(
      ctx,
      recordPath(ctx, params.id),
      `There is ${withArticle(resource.singular)} about it now.`
    )
  }
}
