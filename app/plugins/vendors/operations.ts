import { type ApiDescription, listOf } from '#core/resources/openapi/operation'
import { VENDOR_TYPES } from '#plugins/vendors/resources/vendors'

const description: ApiDescription = {
  operations: {
    'vendor_types.index': {
      id: 'listVendorTypes',
      summary: 'List the kinds of vendor that there are',
      answers: { 200: listOf({ type: 'string', enum: [...VENDOR_TYPES] }) },
    },
  },
}

export default description
