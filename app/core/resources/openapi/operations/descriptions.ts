import type { JSONSchema7 } from 'json-schema'
import type { Operations } from '#core/resources/openapi/operation'

const DOCUMENT: JSONSchema7 = { type: 'object', description: 'An OpenAPI 3.1 document.' }

export const descriptionOperations: Operations = {
  'api_descriptions.show': {
    id: 'describeApi',
    summary: 'Read the OpenAPI description of the whole API',
    description: 'Everything that is installed; `x-plugin` names the plugin that adds it.',
    answers: { 200: DOCUMENT, 304: null },
  },

  'my_api_descriptions.show': {
    id: 'describeMyApi',
    summary: 'Read the OpenAPI description of what the caller may use',
    description:
      'What you may do, see and write in this organization, with the plugins that are on.',
    answers: { 200: DOCUMENT },
  },
}
