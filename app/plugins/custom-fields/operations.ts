import { type ApiDescription, ID, actionOn } from '#core/resources/openapi/operation'
import customFields from '#plugins/custom-fields/resources/custom_fields'

const description: ApiDescription = {
  operations: {
    'custom_field_purges.store': {
      id: 'purgeCustomField',
      summary: 'Delete the values of an archived field for good',
      description:
        'As a job, from the seventh day after the field was archived on. Its key is not free again.',
      answers: { 200: actionOn(customFields, { job_id: ID }) },
    },
  },
}

export default description
