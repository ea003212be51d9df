import { associationBatchValidator } from '#core/associations/validators'
import {
  type ApiDescription,
  NUMBER,
  TEXT,
  listOf,
  message,
  refTo,
} from '#core/resources/openapi/operation'

const description: ApiDescription = {
  operations: {
    'association_batches.store': {
      id: 'writeManyAssociations',
      summary: 'Associate many records, or no longer, each as by a request of its own',
      description:
        'Each asks for the permission to update `from`, and to read `to`. What is refused of one leaves the others done.',
      body: associationBatchValidator,
      answers: {
        200: message({
          count: NUMBER,
          results: listOf({
            type: 'object',
            properties: {
              index: NUMBER,
              status: NUMBER,
              error: {
                type: 'object',
                properties: { code: TEXT, detail: TEXT, errors: listOf(refTo('FieldError')) },
                required: ['code', 'detail'],
              },
            },
            required: ['index', 'status'],
          }),
        }),
      },
    },
    'association_labels.destroy': {
      id: 'deleteAssociationLabel',
      summary: 'Delete one association label',
      description:
        'While records are associated by it, it is refused with their number, unless another label of the same resources takes its place.',
      query: { replace_by: { type: 'string', format: 'uuid' } },
      answers: { 204: null },
    },
  },
}

export default description
