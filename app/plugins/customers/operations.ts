import { NUMBER, type Operations, object } from '#core/resources/openapi/operation'
import { BY_CURRENCY, SUM, tally } from '#core/resources/openapi/operations/sums'
import { activation } from '#core/resources/openapi/standard'
import customers, {
  CUSTOMER_STATUSES,
  CUSTOMER_TYPES,
} from '#plugins/customers/resources/customers'

export const customerOperations: Operations = {
  'customer_statistics.show': {
    id: 'getCustomerStats',
    summary: 'Count customers by kind',
    grammar: 'selection',
    answers: {
      200: object({
        total: NUMBER,
        active: NUMBER,
        inactive: NUMBER,
        by_status: tally(CUSTOMER_STATUSES),
        by_type: tally(CUSTOMER_TYPES),
        by_industry: { type: 'object', additionalProperties: NUMBER },
        new_this_month: NUMBER,
        average_deal_value: SUM,
        total_deal_value: SUM,
        deal_values: BY_CURRENCY,
      }),
    },
  },
  'customer_activations.store': activation(customers, 'store'),
  'customer_activations.destroy': activation(customers, 'destroy'),
}
