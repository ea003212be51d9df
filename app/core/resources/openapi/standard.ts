import string from '@adonisjs/core/helpers/string'
import {
  type Operation,
  NUMBER,
  TEXT,
  actionOn,
  detailOf,
  entryOf,
  file,
  listOf,
  message,
  object,
  ofParent,
  pageOf,
  refTo,
  schemaName,
} from '#core/resources/openapi/operation'
import { associationValidator } from '#core/associations/validators'
import {
  associated,
  associationParameters,
  pageOfAssociated,
} from '#core/resources/openapi/associations'
import { aggregateOperation, queryOperation } from '#core/resources/openapi/questions'
import { timelinePage, timelineParameters } from '#core/timeline/description'
import { IMAGE_SIZES, IMAGE_TYPE } from '#core/images/sizes'
import type { Resource } from '#core/resources/define_resource'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { bulkDeletionValidator, bulkUpdateValidator } from '#core/resources/validation/bulk'

const FORCE: NonNullable<Operation['query']> = { force: { type: 'boolean', default: false } }

/** What a route of the standard verbs does, whatever its resource; by the end of its name. */
export function standardOperation(resource: Resource, verb: string): Operation | null {
  const { name, singular } = resource
  const many = name.replaceAll('-', ' ')
  const one = singular.replaceAll('_', ' ')
  const [Many, One] = [string.pascalCase(name), string.pascalCase(singular)]
  const detail = detailOf(resource)
  const [plain = '', of = null] = verb.split('_of_')
  const parent = resource.parents.find((each) => each.resource === of)
  const more = parent ? ofParent(resource, parent) : ''
  const written = (kind: 'new' | 'related' | 'change') => ({
    describe: () => refTo(schemaName(resource, kind, more)),
  })
  const operations: Readonly<Record<string, Operation>> = {
    index: {
      id: `list${Many}`,
      summary: `List ${many}`,
      grammar: 'page',
      answers: { 200: pageOf(resource) },
    },
    related: {
      id: `list${Many}Of${more}`,
      summary: `List the ${many} of a record`,
      grammar: 'page',
      answers: { 200: pageOf(resource) },
    },
    relate: {
      id: `create${One}Of${more}`,
      summary: `Create one ${one} of a record`,
      body: written('related'),
      answers: { 201: detail },
      headers: ['ETag', 'Location'],
    },
    show_related: {
      id: `get${One}Of${more}`,
      summary: `Read one ${one} of a record`,
      grammar: 'detail',
      answers: { 200: { anyOf: [detail, entryOf(resource)] }, 304: null },
    },
    update_related: {
      id: `update${One}Of${more}`,
      summary: `Update one ${one} of a record`,
      description: 'As by its own path; it stays with the record that it belongs to.',
      body: written('change'),
      answers: { 200: detail },
    },
    destroy_related: {
      id: `delete${One}Of${more}`,
      summary: `Delete one ${one} of a record`,
      ...(resource.softDeletes && { query: FORCE }),
      answers: { 204: null },
    },
    show: {
      id: `get${One}`,
      summary: `Read one ${one}`,
      grammar: 'detail',
      answers: { 200: { anyOf: [detail, entryOf(resource)] }, 304: null },
    },
    store: {
      id: `create${One}`,
      summary: `Create one ${one}`,
      body: written('new'),
      answers: { 201: detail },
    },
    update: {
      id: `update${One}`,
      summary: `Update one ${one}`,
      description: 'An absent key keeps its value, `null` clears it.',
      body: written('change'),
      answers: { 200: detail },
    },
    destroy: {
      id: `delete${One}`,
      summary: `Delete one ${one}`,
      ...(resource.softDeletes && {
        description:
          'While other records refer to it, it is refused with their numbers, unless it is forced: then they refer to nothing.',
        query: FORCE,
      }),
      answers: { 204: null },
    },
    restore: {
      id: `restore${One}`,
      summary: `Restore a deleted ${one}`,
      body: emptyBodyValidator,
      answers: { 200: detail },
    },
    bulk_delete: {
      id: `deleteMany${Many}`,
      summary: `Delete many ${many}, each as a request of its own`,
      body: bulkDeletionValidator,
      answers: { 200: BULK },
    },
    bulk_update: {
      id: `updateMany${Many}`,
      summary: `Update many ${many}, each as a request of its own`,
      body: {
        describe: () => ({
          ...bulkUpdateValidator.describe(),
          properties: {
            ...bulkUpdateValidator.describe().properties,
            data: refTo(schemaName(resource, 'change')),
          },
        }),
      },
      answers: { 200: BULK },
    },
    query: queryOperation(resource),
    aggregate: aggregateOperation(resource),
    associations: {
      id: `list${One}Associations`,
      summary: `List the records of another resource that a ${one} is associated with`,
      description:
        'Each as lists of its own resource show it, with `association`. What you may not read is not among them.',
      query: associationParameters(),
      answers: { 200: pageOfAssociated() },
    },
    association: {
      id: `get${One}Association`,
      summary: `Read how a ${one} is associated with another record`,
      answers: { 200: associated() },
      headers: ['ETag'],
    },
    associate: {
      id: `associate${One}`,
      summary: `Associate a ${one} with another record`,
      description:
        '`labels` replace those that the other record has for this one, `labels_add` adds to them. Takes the permission to update this record, and to read the other.',
      body: associationValidator,
      answers: { 200: associated(), 201: associated() },
      headers: ['ETag'],
    },
    dissociate: {
      id: `dissociate${One}`,
      summary: `Associate a ${one} with another record no longer`,
      answers: { 204: null },
    },
    timeline: {
      id: `get${One}Timeline`,
      summary: `Read what happened with a ${one}, and is planned with it`,
      description:
        'Newest first. What you may not read is not among it. Items of associated records name that one as `via`.',
      query: timelineParameters(),
      answers: { 200: timelinePage() },
    },
    export: {
      id: `export${Many}`,
      summary: `Export ${many} as a CSV file`,
      grammar: 'export',
      answers: { 200: file('text/csv') },
    },
    ...imageOperations(resource),
    export_csv: {
      id: `export${Many}Csv`,
      summary: `Export ${many} as a CSV file`,
      description: 'The same as `export`.',
      grammar: 'export',
      answers: { 200: file('text/csv') },
    },
  }
  const isWrite = ['store', 'update', 'relate', 'update_related'].includes(plain)
  return (isWrite && !resource.writes ? null : operations[plain]) ?? null
}

const BULK = message({
  count: NUMBER,
  results: listOf({
    type: 'object',
    properties: {
      id: TEXT,
      status: NUMBER,
      error: {
        type: 'object',
        properties: { code: TEXT, detail: TEXT, errors: listOf(refTo('FieldError')) },
        required: ['code', 'detail'],
      },
    },
    required: ['id', 'status'],
  }),
})

/** What is done with the pictures of records. */
function imageOperations(resource: Resource): Readonly<Record<string, Operation>> {
  const one = resource.singular.replaceAll('_', ' ')
  const One = string.pascalCase(resource.singular)
  const all = resource.images.flatMap((name) => {
    const { show, update, destroy } = imageOperation(resource, name, { id: One, of: `a ${one}` })
    return [
      [`show_${name}`, show] as const,
      [`update_${name}`, update],
      [`destroy_${name}`, destroy],
    ]
  })
  return Object.fromEntries(all)
}

/**
 * What is done with one picture.
 *
 * @param called `id` in the ids of the operations, `of` in their sentences: `Person`, `a person`
 */
export function imageOperation(
  resource: Resource,
  name: string,
  { id, of }: { readonly id: string; readonly of: string }
): Readonly<Record<'show' | 'update' | 'destroy', Operation>> {
  const Name = string.pascalCase(name)
  return {
    show: {
      id: `get${id}${Name}`,
      summary: `Read the ${name} of ${of}`,
      description:
        'WebP, in the size that is asked for or as large as it is. With `v`, as its address has it, it may be kept for good.',
      query: { size: { type: 'integer', enum: [...IMAGE_SIZES], default: 256 }, v: TEXT },
      headers: ['ETag'],
      answers: { 200: file(IMAGE_TYPE), 206: file(IMAGE_TYPE), 304: null },
    },
    update: {
      id: `set${id}${Name}`,
      summary: `Give ${of} another ${name}`,
      description:
        'A JPEG, PNG, WebP or GIF, by its content. It is decoded and encoded anew, so that nothing stays of it but the picture.',
      form: object({ file: file('application/octet-stream') }),
      headers: ['ETag'],
      answers: { 200: detailOf(resource) },
    },
    destroy: {
      id: `delete${id}${Name}`,
      summary: `Take the ${name} from ${of}`,
      answers: { 204: null },
    },
  }
}

/** What takes a record into use and out of it. */
export function activation(resource: Resource, verb: 'store' | 'destroy'): Operation {
  const word = verb === 'store' ? 'activate' : 'deactivate'
  const one = resource.singular.replaceAll('_', ' ')
  return {
    id: `${word}${string.pascalCase(resource.singular)}`,
    command: word,
    summary: verb === 'store' ? `Take a ${one} into use` : `Take a ${one} out of use`,
    body: emptyBodyValidator,
    answers: { 200: actionOn(resource) },
  }
}
