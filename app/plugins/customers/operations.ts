import { activation } from '#core/resources/openapi/standard'
import type { ApiDescription } from '#core/resources/openapi/operation'
import customers from '#plugins/customers/resources/customers'

const description: ApiDescription = {
  operations: {
    'customer_activations.store': activation(customers, 'store'),
    'customer_activations.destroy': activation(customers, 'destroy'),
  },
}

export default description
