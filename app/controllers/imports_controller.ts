import type { HttpContext } from '@adonisjs/core/http'
import { requestIdOf } from '#audit/request_event'
import { inCallerUnit } from '#auth/caller_unit'
import { imports } from '#config/imports'
import Import from '#models/import'
import { takeIn } from '#models/import/intake'
import { answerCreated } from '#query/answer'
import { queryFor } from '#query/record_query'
import { receiveUpload } from '#support/upload'

/** Takes files on that are to become records. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    const order = await takeIn(ctx, await receiveUpload(ctx, imports))
    await inCallerUnit(ctx, async () => {
      const { id } = await Import.order(order, { ...ctx.identity, requestId: requestIdOf(ctx) })
      answerCreated(ctx, id, await queryFor(ctx).written(id))
    })
  }
}
