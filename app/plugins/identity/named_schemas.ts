import { orNull } from '#core/resources/json'
import type { JSONSchema7 } from 'json-schema'
import { FLAG, ID, TEXT, TIME, listOf, object } from '#core/resources/openapi/operation'
import { schemaOf } from '#core/resources/answer_schema'
import users from '#plugins/identity/resources/users'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'

const called = object({ id: ID, name: TEXT, slug: TEXT })

/** What somebody is, and may do, in one of their organizations. */
const STANDING = object({
  id: ID,
  organization: called,
  role: { type: 'string', enum: [...MEMBERSHIP_ROLES] },
  is_owner: FLAG,
  is_primary: FLAG,
  joined_at: TIME,
  avatar_url: { ...orNull(TEXT), description: 'Of their picture there.' },
  roles: listOf(called),
  employee: {
    anyOf: [object({ id: ID, code: TEXT, full_name: TEXT, status: TEXT }), { type: 'null' }],
    description: 'Whom they are there, and are assigned records as; `me` stands for it.',
  },
  permissions: listOf(TEXT),
  own_permissions: {
    ...listOf(TEXT),
    description: "Those of them that reach no further than the member's own records.",
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
  access: { type: 'string', description: 'Good for a day.' },
  refresh: { type: 'string', description: 'Good once, for the next pair.' },
})

/** The caller and their tokens, as clients know them by name. */
export const identitySchemas: Readonly<Record<string, JSONSchema7>> = {
  Account: ACCOUNT,
  Tokens: TOKENS,
}
