import type { JSONSchema7 } from 'json-schema'
import type { Operations } from '#core/resources/openapi/operation'

const DOCUMENT: JSONSchema7 = { type: 'object', description: 'An OpenAPI 3.1 document.' }

export const descriptionOperations: Operations = {
  'api_descriptions.show': {
    id: 'describeApi',
    summary: 'Read the description of the whole API',
    description: 'Everything that is installed; `x-plugin` names the plugin that adds it.',
    answers: { 200: DOCUMENT, 304: null },
  },

  'my_api_descriptions.show': {
    id: 'describeMyApi',
    summary: 'Read the description of the API as you have it here',
    description:
      'What you may do, see and write in this organization, with the plugins that are on.',
    answers: { 200: DOCUMENT },
  },
}
