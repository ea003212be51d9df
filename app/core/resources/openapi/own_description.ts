import type { JSONSchema7 } from 'json-schema'
import {
  type ApiDescription,
  type Operations,
  FLAG,
  TEXT,
  listOf,
  object,
  onePage,
  refTo,
} from '#core/resources/openapi/operation'
import { eventOperations, eventSchemas } from '#core/events/operations'
import { questionSchemas } from '#core/resources/openapi/questions'
import { orNull } from '#core/resources/json'
import { updatePluginValidator } from '#core/resources/validation/plugin'

const EXTENSION = object({
  name: { type: 'string', description: '`extensions.<plugin>.<field>`' },
  type: TEXT,
  title: TEXT,
  choices: orNull(listOf(TEXT)),
  is_read_only: { type: 'boolean', description: 'Whether clients cannot write it.' },
  is_unique: FLAG,
  is_searched: FLAG,
  is_column: { type: 'boolean', description: 'Whether lists of the admin have a column of it.' },
  is_computed: FLAG,
  refers_to: { type: ['string', 'null'], description: 'The resource whose records it refers to.' },
  read_permission: {
    type: ['string', 'null'],
    description: 'The permission without which it does not exist.',
  },
  write_permission: {
    type: ['string', 'null'],
    description: 'The permission that writing it takes.',
  },
  currency: {
    type: ['string', 'null'],
    description: 'Of an amount: its currency, or `organization` for that of the organization.',
  },
})

/** What a plugin adds to the application. */
const CONTRIBUTION = object({
  resources: listOf(TEXT),
  permissions: listOf(TEXT),
  narrowable: listOf(TEXT),
  fields: {
    type: 'object',
    description:
      'By the resource that they are added to. Those that you may not read are not there.',
    additionalProperties: listOf(EXTENSION),
  },
  routes: listOf(object({ method: TEXT, path: TEXT, permission: TEXT })),
  associations: object({
    resources: listOf(TEXT),
    labels: listOf(object({ from: TEXT, to: TEXT, key: TEXT, title: TEXT })),
  }),
  timeline: listOf(object({ kind: TEXT, title: TEXT })),
  webhooks: listOf(TEXT),
  services: listOf(TEXT),
  jobs: listOf(
    object({
      name: TEXT,
      every: { type: ['string', 'null'], description: 'A cron expression.' },
      zone: {
        type: ['string', 'null'],
        enum: ['organization', 'UTC', null],
        description: 'By whose clock; null without a schedule.',
      },
    })
  ),
  processes: listOf(object({ name: TEXT, steps: listOf(TEXT) })),
  lifecycle: listOf(TEXT),
  cards: listOf(TEXT),
  menu: listOf(TEXT),
  actions: listOf(object({ resource: TEXT, name: TEXT, label: TEXT })),
  pages: listOf(object({ name: TEXT, title: TEXT, permission: TEXT })),
  related: listOf(object({ place: TEXT, resource: TEXT })),
  settings_actions: listOf(object({ name: TEXT, label: TEXT })),
  tiles: listOf(TEXT),
})

/** A plugin as an organization sees it. */
const pluginSchema = object({
  id: TEXT,
  version: TEXT,
  description: orNull(TEXT),
  is_core: FLAG,
  enabled: FLAG,
  can_be_disabled: FLAG,
  is_available: { type: 'boolean', description: 'Whether it can be loaded at the moment.' },
  requires: listOf(TEXT),
  enabled_with: listOf(TEXT),
  settings: {
    type: 'object',
    description:
      'As `settings_schema` says; of a secret only whether it is set: `{ "is_set": true }`. Who lacks `plugins:manage` sees the public ones.',
  },
  settings_schema: {
    type: ['object', 'null'],
    description: 'JSON Schema of these settings. Secrets are `writeOnly`.',
  },
  adds: CONTRIBUTION,
  changes: object({
    policies: listOf(TEXT),
    scopes: listOf(TEXT),
    guards: listOf(TEXT),
    searches: listOf(TEXT),
    read_only: listOf(TEXT),
    inputs: listOf(TEXT),
    services: listOf(TEXT),
  }),
})

const PLUGIN = refTo('Plugin')
const DOCUMENT: JSONSchema7 = { type: 'object', description: 'An OpenAPI 3.1 document.' }

/** What is installed here, and what can be done with it. */
const operations: Operations = {
  'index': {
    id: 'getIndex',
    summary: 'Read where everything is',
    answers: {
      200: { type: 'object', additionalProperties: { type: 'string', format: 'uri' } },
    },
  },

  'choices.index': {
    id: 'listChoices',
    summary: 'List the values of fields that have only so many',
    description: 'By resource and field, as far as you may read them.',
    answers: {
      200: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: listOf(object({ value: TEXT, label: TEXT })),
        },
      },
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
    summary: 'Turn a plugin on or off, or set it up',
    description: 'Settings that are absent keep their values; null clears a secret.',
    body: updatePluginValidator,
    answers: { 200: PLUGIN },
  },

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

export const ownDescription: ApiDescription = {
  operations: { ...operations, ...eventOperations },
  schemas: { Plugin: pluginSchema, ...eventSchemas, ...questionSchemas },
}
