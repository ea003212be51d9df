import type { JSONSchema7 } from 'json-schema'
import {
  type ApiDescription,
  type Operations,
  TEXT,
  actionOn,
  bodySchema,
  detailOf,
  file,
  refTo,
} from '#core/resources/openapi/operation'
import imports from '#plugins/imports/resources/imports'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { mappingRuleValidator, createImportValidator } from '#plugins/imports/validators/import'

/** What stands beside the file is text; the mapping is JSON. */
function importForm(): JSONSchema7 {
  const { properties, required = [], ...form } = bodySchema(createImportValidator)
  return {
    ...form,
    properties: {
      ...properties,
      file: {
        ...file('application/octet-stream'),
        description:
          'CSV, in UTF-8 unless `encoding` or a byte order mark says otherwise, whose first line names the columns.',
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

/** Files that become records. */
const operations: Operations = {
  'imports.store': {
    id: 'createImport',
    summary: 'Import a CSV file',
    description: 'It is processed in the background, each line as a request of its own.',
    form: importForm(),
    answers: { 201: detailOf(imports) },
  },
  'import_templates.show': {
    id: 'getImportTemplate',
    summary: 'Read a CSV file whose columns are called like the fields of a resource',
    answers: { 200: file('text/csv') },
  },
  'import_errors.show': {
    id: 'getImportErrors',
    summary: 'Read the refused lines of an import as a CSV file',
    answers: { 200: file('text/csv') },
  },
  'import_files.show': {
    id: 'getImportFile',
    summary: 'Read the file of an import as it was sent',
    headers: ['ETag'],
    answers: { 200: file('text/csv'), 206: file('text/csv'), 302: null, 304: null },
  },
  'import_reversions.store': {
    id: 'revertImport',
    command: 'revert',
    summary: 'Take back what an import did, while none of its records has changed since',
    description: 'Records that it made are deleted, and what it changed is as it was before.',
    body: emptyBodyValidator,
    answers: { 200: actionOn(imports) },
  },
  'import_cancellations.store': {
    id: 'cancelImport',
    command: 'cancel',
    summary: 'End an import before all of its lines are done',
    body: emptyBodyValidator,
    answers: { 200: actionOn(imports) },
  },
}

const description: ApiDescription = {
  operations,
  schemas: { ImportRule: bodySchema(mappingRuleValidator) },
}

export default description
