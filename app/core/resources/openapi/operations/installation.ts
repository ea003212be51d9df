import type { JSONSchema7 } from 'json-schema'
import {
  type Operations,
  TEXT,
  actionOn,
  bodySchema,
  detailOf,
  file,
  onePage,
  refTo,
} from '#core/resources/openapi/operation'
import imports from '#plugins/imports/resources/imports'
import { readNothing } from '#core/resources/validation/strict_object'
import { readImportForm } from '#plugins/imports/validators/import'
import { pluginChange } from '#core/resources/validation/plugin'

const PLUGIN = refTo('Plugin')

/** What stands beside the file is text; the mapping is JSON. */
function importForm(): JSONSchema7 {
  const { properties, required = [], ...form } = bodySchema(readImportForm)
  return {
    ...form,
    properties: {
      ...properties,
      file: {
        ...file('application/octet-stream'),
        description: 'CSV in UTF-8, whose first line names the columns.',
      },
      mapping: {
        type: 'object',
        description:
          'For each field the name of a column, or how else it gets its value; null when it is not in the file.',
        additionalProperties: { anyOf: [TEXT, refTo('ImportRule'), { type: 'null' }] },
      },
    },
    required: ['file', ...required],
  }
}

/** What is installed here, and files that become records. */
export const installationOperations: Operations = {
  'index': {
    id: 'getIndex',
    summary: 'Read the index of the API',
    answers: {
      200: { type: 'object', additionalProperties: { type: 'string', format: 'uri' } },
    },
  },

  'plugins.index': {
    id: 'listPlugins',
    summary: 'List the plugins of this installation',
    description: 'All of them, on one page.',
    answers: {
      200: onePage(PLUGIN),
    },
  },
  'plugins.show': {
    id: 'getPlugin',
    summary: 'Read one plugin',
    answers: { 200: PLUGIN },
  },
  'plugins.update': {
    id: 'updatePlugin',
    summary: 'Enable, disable or configure a plugin',
    description: 'Settings that are absent keep their values.',
    body: pluginChange,
    answers: { 200: PLUGIN },
  },

  'imports.store': {
    id: 'createImport',
    summary: 'Import a CSV file',
    description: 'It is processed in the background, each line as a request of its own.',
    form: importForm(),
    answers: { 201: detailOf(imports) },
  },
  'import_errors.show': {
    id: 'getImportErrors',
    summary: 'Read the refused lines of an import as a CSV file',
    answers: { 200: file('text/csv') },
  },
  'import_cancellations.store': {
    id: 'cancelImport',
    summary: 'End an import before all of its lines are done',
    body: readNothing,
    answers: { 200: actionOn(imports) },
  },
}
