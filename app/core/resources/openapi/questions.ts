import string from '@adonisjs/core/helpers/string'
import type { JSONSchema7 } from 'json-schema'
import { PERIODS } from '#core/calendar/period_sql'
import { MAX_OFFSET, RELATIVE_TIMES } from '#core/calendar/relative_time'
import type { Resource } from '#core/resources/define_resource'
import {
  type Operation,
  FLAG,
  NUMBER,
  TEXT,
  TIME,
  entryOf,
  listOf,
  object,
  refTo,
} from '#core/resources/openapi/operation'
import {
  COMPARISONS,
  DEFAULT_GROUPS,
  FUNCTIONS,
  MAX_GROUPS,
  MAX_KEYS,
  MAX_MEASURES,
} from '#core/resources/query/aggregate_request'
import {
  DEFAULT_SIZE,
  MAX_PAGE,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
} from '#core/resources/query/list_request'
import { MAX_VALUES } from '#core/resources/query/operand'
import { MAX_DEPTH, MAX_LEAVES } from '#core/resources/query/read_where'

const WHERE = 'Condition'
const CONDITION = refTo(WHERE)

/** What bodies of all resources refer to. */
export const questionSchemas: Readonly<Record<string, JSONSchema7>> = {
  [WHERE]: {
    type: 'object',
    description: `Fields with what they are compared with, by the operators of filters: \`{"value": {"gte": 1000}}\`; \`{"stage.type": {"in": ["open"]}}\` is about a record that one refers to. \`in\` and \`nin\` take a list of at most ${MAX_VALUES} values. Days and times may be relative, \`{"created_at": {"gte": {"relative": "start_of_quarter", "offset": -1}}}\`: ${RELATIVE_TIMES.join(', ')}, and \`offset\` such periods later, ${MAX_OFFSET} at most either way. What stands in one object has to be met together. At most ${MAX_LEAVES} comparisons on ${MAX_DEPTH} levels.`,
    examples: [{ or: [{ status: { in: ['won'] } }, { 'stage.type': { eq: 'open' } }] }],
    properties: {
      and: { type: 'array', items: CONDITION, minItems: 1 },
      or: { type: 'array', items: CONDITION, minItems: 1 },
      not: CONDITION,
      has: {
        type: 'object',
        description:
          'That there are records which belong to one: associated ones by the name of their resource, `people`; those that refer to it by that and the relation, `deals.customer`.',
        minProperties: 1,
        additionalProperties: {
          type: 'object',
          properties: { where: CONDITION, label: TEXT },
          additionalProperties: false,
        },
      },
    },
    /* What is said of them would be said of the four above, too, by generators of clients. */
    additionalProperties: true,
  },
}

/** A list that is asked for by a body. */
export function queryOperation(resource: Resource): Operation {
  const many = resource.name.replaceAll('-', ' ')
  return {
    id: `query${string.pascalCase(resource.name)}`,
    summary: `List ${many} by a tree of conditions`,
    description:
      'It only reads. What its parameters say is the same as of the list; `next` and `previous` say what of the body is another one there.',
    readsOnly: true,
    body: {
      describe: () => ({
        type: 'object',
        properties: {
          where: orNothing(CONDITION),
          search: orNothing({ type: 'string', maxLength: MAX_SEARCH_LENGTH }),
          ordering: NAMES,
          fields: NAMES,
          include: NAMES,
          page: orNothing({ type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 1 }),
          page_size: orNothing({
            type: 'integer',
            minimum: 1,
            default: DEFAULT_SIZE,
            description: `More than ${MAX_PAGE_SIZE} is ${MAX_PAGE_SIZE}.`,
          }),
          cursor: orNothing(TEXT),
          count: orNothing({ const: 'exact' }),
          ...(resource.softDeletes && { deleted: orNothing(FLAG) }),
        },
      }),
      ignoredKeys: ['organization'],
    },
    answers: {
      200: object({
        count: { type: ['integer', 'null'], minimum: 0 },
        next: PAGE,
        previous: PAGE,
        page_size: NUMBER,
        results: listOf(entryOf(resource)),
      }),
    },
  }
}

/** What the records of a list say together. */
export function aggregateOperation(resource: Resource): Operation {
  const many = resource.name.replaceAll('-', ' ')
  return {
    id: `aggregate${string.pascalCase(resource.name)}`,
    summary: `Count and add up ${many} by groups`,
    description:
      'It only reads, and of what you may read. Amounts are grouped by their currency, whether that is asked for or not.',
    readsOnly: true,
    body: {
      describe: () => ({
        type: 'object',
        properties: {
          where: orNothing(CONDITION),
          search: orNothing({ type: 'string', maxLength: MAX_SEARCH_LENGTH }),
          group_by: orNothing({ type: 'array', items: KEY, maxItems: MAX_KEYS }),
          measures: orNothing({
            type: 'array',
            items: MEASURE,
            minItems: 1,
            maxItems: MAX_MEASURES,
          }),
          having: orNothing({
            type: 'object',
            description: 'Which groups are answered, by their measures: `{"count": {"gte": 2}}`.',
            additionalProperties: {
              anyOf: [
                NUMERIC,
                {
                  type: 'object',
                  properties: Object.fromEntries(
                    Object.keys(COMPARISONS).map((name) => [name, NUMERIC])
                  ),
                  additionalProperties: false,
                },
              ],
            },
          }),
          ordering: NAMES,
          limit: orNothing({
            type: 'integer',
            minimum: 1,
            maximum: MAX_GROUPS,
            default: DEFAULT_GROUPS,
          }),
          fill: {
            type: 'boolean',
            default: false,
            description: 'Whether periods without records are answered, too.',
          },
        },
      }),
      ignoredKeys: ['organization'],
    },
    answers: {
      200: object({
        groups: listOf(object({ key: MEMBERS, measures: MEMBERS })),
        truncated: { ...FLAG, description: 'Whether there are more groups.' },
        as_of: TIME,
      }),
    },
  }
}

const NUMERIC: JSONSchema7 = { type: ['number', 'string'] }
const MEMBERS: JSONSchema7 = { type: 'object', additionalProperties: true }

const NAMES: JSONSchema7 = {
  type: ['array', 'string', 'null'],
  items: TEXT,
  description: 'Names of fields, or one text with commas between them.',
}

const PAGE: JSONSchema7 = {
  type: ['object', 'null'],
  properties: { page: NUMBER, cursor: TEXT },
  additionalProperties: false,
}

const KEY: JSONSchema7 = {
  anyOf: [
    TEXT,
    {
      type: 'object',
      properties: { field: TEXT, by: { type: 'string', enum: [...PERIODS] } },
      required: ['field'],
      additionalProperties: false,
    },
  ],
}

const MEASURE: JSONSchema7 = {
  type: 'object',
  description: 'One function of a field, `{"sum": "value"}`, or `{"count": true}`.',
  properties: {
    ...Object.fromEntries(FUNCTIONS.map((name) => [name, TEXT])),
    count: { const: true },
    as: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,62}$' },
  },
  minProperties: 1,
  additionalProperties: false,
}

function orNothing(schema: JSONSchema7): JSONSchema7 {
  return { anyOf: [schema, { type: 'null' }] }
}
