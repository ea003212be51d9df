import type { HttpContext } from '@adonisjs/core/http'
import Customer from '#models/customer'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'

/** A customer in use: `store` takes him into use, `destroy` out of it. */
export default class CustomerActivationsController {
  async store(ctx: HttpContext) {
    const customer = await findForChange(ctx, 'update', Customer)
    await customer.activate()
    const detail = await queryFor(ctx).written(customer.id)
    answerAction(ctx, 'Customer activated successfully.', detail)
  }

  async destroy(ctx: HttpContext) {
    const customer = await findForChange(ctx, 'update', Customer)
    await customer.deactivate()
    const detail = await queryFor(ctx).written(customer.id)
    answerAction(ctx, 'Customer deactivated successfully.', detail)
  }
}
