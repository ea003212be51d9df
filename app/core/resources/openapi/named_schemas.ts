import { schemaOf } from '#core/resources/answer_schema'
import type { JSONSchema7 } from 'json-schema'
import { FLAG, ID, TEXT, TIME, bodySchema, listOf, object } from '#core/resources/openapi/operation'
import { orNull } from '#core/resources/json'
import users from '#plugins/identity/resources/users'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { mappingRule } from '#plugins/imports/validators/import'

const called = object({ id: ID, name: TEXT, slug: TEXT })

/** What somebody is, and may do, in one of their organizations. */
const STANDING = object({
  id: ID,
  organization: called,
  role: { type: 'string', enum: [...MEMBERSHIP_ROLES] },
  is_owner: FLAG,
  is_primary: FLAG,
  joined_at: TIME,
  roles: listOf(called),
  permissions: listOf(TEXT),
  own_permissions: {
    ...listOf(TEXT),
    description: "Those of them that cover the member's own records only.",
  },
})

/** The caller, as they see themselves. */
const ACCOUNT = object({
  ...Object.fromEntries(
    users.detail.flatMap((name) => {
      const field = users.fields[name]
      return field ? [[name, schemaOf(field)] as const] : []
    })
  ),
  memberships: listOf(STANDING),
})

const TOKENS = object({
  access: { type: 'string', description: 'Valid for one day.' },
  refresh: { type: 'string', description: 'Valid once, for the next pair.' },
})

const EXTENSION = object({
  name: { type: 'string', description: '`extensions.<plugin>.<field>`' },
  type: TEXT,
  title: TEXT,
  choices: orNull(listOf(TEXT)),
})

/** What a plugin adds to the house. */
const CONTRIBUTION = object({
  resources: listOf(TEXT),
  permissions: listOf(TEXT),
  fields: {
    type: 'object',
    description: 'By the resource that they are added to.',
    additionalProperties: listOf(EXTENSION),
  },
  routes: listOf(object({ method: TEXT, path: TEXT, permission: TEXT })),
  webhooks: listOf(TEXT),
  jobs: listOf(
    object({
      name: TEXT,
      every: { type: ['string', 'null'], description: 'A cron expression, in UTC.' },
    })
  ),
  cards: listOf(TEXT),
  menu: listOf(TEXT),
})

/** A plugin as an organization sees it. */
const PLUGIN = object({
  id: TEXT,
  version: TEXT,
  description: orNull(TEXT),
  is_core: FLAG,
  enabled: FLAG,
  can_be_disabled: FLAG,
  requires: listOf(TEXT),
  settings: { type: 'object', description: 'As `settings_schema` says.' },
  settings_schema: { type: ['object', 'null'], description: 'JSON Schema of the settings.' },
  adds: CONTRIBUTION,
  changes: object({ policies: listOf(TEXT), scopes: listOf(TEXT), slots: listOf(TEXT) }),
})

/** Schemas that clients know by a name, besides those of resources. */
export const NAMED_SCHEMAS: Readonly<Record<string, JSONSchema7>> = {
  Account: ACCOUNT,
  ImportRule: bodySchema(mappingRule),
  Plugin: PLUGIN,
  Tokens: TOKENS,
}
