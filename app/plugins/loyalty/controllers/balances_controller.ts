import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import Customer from '#plugins/customers/models/customer'
import { balanceOf } from '#plugins/loyalty/balance'
import loyalty from '#plugins/loyalty/index'
import { contextOf } from '#core/plugins/plugin_set'
import { refuseParameters } from '#core/resources/query/list_request'

/** What a customer has. */
export default class BalancesController {
  async show({ params, plugins, request, response }: HttpContext) {
    refuseParameters(request.qs())
    const query = Customer.query().where('id', params.id)
    const customer = await query.withScopes((customers) => customers.notDeleted()).first()
    if (!customer) throw notFound('customer')
    const balance = await balanceOf(contextOf(plugins, loyalty), customer.id)
    response.send({ customer_id: customer.id, ...balance })
  }
}
