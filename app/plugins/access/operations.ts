import { schemaOfSummary } from '#core/resources/answer_schema'
import type { JSONSchema7 } from 'json-schema'
import {
  FLAG,
  ID,
  type ApiDescription,
  type Operations,
  TEXT,
  TIME,
  actionOn,
  detailOf,
  entryOf,
  listOf,
  message,
  object,
} from '#core/resources/openapi/operation'
import { activation } from '#core/resources/openapi/standard'
import { RULES } from '#core/access/access_explanation'
import { REACHES } from '#core/access/grants'
import apiKeys from '#plugins/access/resources/api_keys'
import { text, textArray } from '#core/resources/fields'
import invitations from '#plugins/access/resources/invitations'
import { orCaller, orNull } from '#core/resources/json'
import permissions from '#plugins/access/resources/permissions'
import roles from '#plugins/access/resources/roles'
import userOrganizations, { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import userProfiles from '#plugins/identity/resources/user_profiles'
import userRoles from '#plugins/access/resources/user_roles'
import { emailTokenValidator } from '#plugins/identity/validators/account'
import {
  updateApiKeyValidator,
  createApiKeyValidator,
  rotateApiKeyValidator,
} from '#plugins/access/validators/api_key'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import {
  acceptInvitationValidator,
  createInvitationValidator,
} from '#plugins/access/validators/invitation'
import { updateMembershipValidator } from '#plugins/identity/validators/membership'
import {
  grantValidator,
  createRoleValidator,
  updateRoleValidator,
} from '#plugins/access/validators/role'

const REACH: JSONSchema7 = { type: 'string', enum: [...REACHES] }
const PLACE: JSONSchema7 = { type: 'string', enum: [...MEMBERSHIP_ROLES] }
const RULE: JSONSchema7 = { type: 'string', enum: [...RULES] }

/** One rule's say about access; what it looked at follows from the rule. */
const STEP: JSONSchema7 = {
  type: 'object',
  properties: {
    rule: RULE,
    passes: FLAG,
    detail: { type: 'string', description: 'One sentence for a person.' },
    role: { ...PLACE, description: 'The membership role, where it decides.' },
    reach: orNull(REACH),
    roles: listOf(
      object({ id: ID, name: TEXT, slug: TEXT, is_active: FLAG, reach: orNull(REACH) })
    ),
    permission: orNull({ type: 'string', description: 'What a field asks for besides.' }),
  },
  required: ['rule', 'passes', 'detail'],
}

/** A key with its secret, which is kept nowhere. */
const TOLD_KEY = schemaOfSummary({
  ...Object.fromEntries(Object.entries(apiKeys.fields).filter(([name]) => isShown(name))),
  key: text({ nullable: false }),
})

/** A key as it reads itself, with all that it may do. */
const CALLING_KEY = schemaOfSummary({
  ...Object.fromEntries(Object.entries(apiKeys.fields).filter(([name]) => isShown(name))),
  effective_permissions: textArray({ nullable: false }),
  own_permissions: textArray({ nullable: false }),
})

function isShown(name: string): boolean {
  return apiKeys.detail.includes(name)
}

/** Who belongs to an organization, as what, what they may do there, and what they did. */
const operations: Operations = {
  'access_explanations.show': {
    id: 'explainAccess',
    summary: 'Explain whether a user may do something, and why',
    description:
      'Any caller may ask about themselves, an API key about the key; to ask about others takes `roles:read`.',
    query: {
      user: { ...orCaller(ID), description: 'The id of a member, or `me`. Default: the caller.' },
      resource: { type: 'string', description: 'By its name in paths or in permissions.' },
      action: { type: 'string', default: 'read' },
      id: { ...ID, description: 'One record of it.' },
      field: { type: 'string', description: 'One field of it.' },
    },
    requiredParameters: ['resource'],
    answers: {
      200: object({
        user: ID,
        resource: TEXT,
        action: TEXT,
        id: orNull(ID),
        field: orNull(TEXT),
        api_key: orNull(ID),
        allowed: FLAG,
        decided_by: RULE,
        permission: TEXT,
        reach: orNull(REACH),
        steps: listOf(STEP),
      }),
    },
  },

  'user_organizations.update': {
    id: 'updateMembership',
    summary: 'Change the role of a membership',
    description: 'Members set their own primary organization without a permission.',
    body: updateMembershipValidator,
    answers: { 200: detailOf(userOrganizations) },
  },
  'user_organizations.destroy': {
    id: 'deleteMembership',
    summary: 'End a membership, or leave the organization',
    description: 'Members may leave without a permission.',
    answers: { 204: null },
  },
  'membership_activations.store': {
    ...activation(userOrganizations, 'store'),
    summary: 'Activate a membership',
  },
  'membership_activations.destroy': {
    ...activation(userOrganizations, 'destroy'),
    summary: 'Deactivate a membership',
  },

  'my_profiles.index': {
    id: 'listMyProfiles',
    summary: "List the caller's profiles in this organization",
    grammar: 'whole',
    answers: { 200: listOf(detailOf(userProfiles)) },
  },
  'user_profile_activations.store': activation(userProfiles, 'store'),
  'user_profile_activations.destroy': activation(userProfiles, 'destroy'),
  'user_profile_suspensions.store': {
    id: 'suspendProfile',
    summary: 'Suspend a profile',
    body: emptyBodyValidator,
    answers: { 200: actionOn(userProfiles) },
  },

  'roles.store': {
    id: 'createRole',
    summary: 'Create a role with its grants',
    body: createRoleValidator,
    answers: { 201: detailOf(roles) },
  },
  'roles.update': {
    id: 'updateRole',
    summary: 'Update a role',
    description:
      'An absent key keeps its value, `null` clears it. Permissions replace those that it has.',
    body: updateRoleValidator,
    answers: { 200: detailOf(roles) },
  },
  'role_grants.store': {
    id: 'assignPermission',
    summary: 'Add a permission to a role',
    description: 'By its id or its name. `reach` is `all` by default.',
    body: grantValidator,
    answers: { 200: actionOn(roles) },
  },
  'role_grants.destroy': {
    id: 'removePermission',
    summary: 'Remove a permission from a role',
    description: 'By its id or its name, however far it reaches.',
    body: grantValidator,
    answers: { 200: actionOn(roles) },
  },

  'permission_groups.index': {
    id: 'listPermissionsByResource',
    summary: 'List all permissions, grouped by resource',
    answers: { 200: { type: 'object', additionalProperties: listOf(entryOf(permissions)) } },
  },

  'my_roles.index': {
    id: 'listMyRoles',
    summary: "List the caller's active roles in this organization",
    grammar: 'whole',
    answers: { 200: listOf(detailOf(userRoles)) },
  },

  'invitations.store': {
    id: 'createInvitation',
    summary: 'Invite a user by e-mail',
    description:
      '`role` is `member` by default. Roles are named by their ids or slugs. `create_employee`, by ' +
      'default true where they work on records that can be assigned, makes an employee of who accepts.',
    body: createInvitationValidator,
    answers: { 201: detailOf(invitations) },
  },
  'invitation_previews.store': {
    id: 'previewInvitation',
    summary: 'Preview an invitation by its token',
    body: emailTokenValidator,
    answers: {
      200: object({
        email: TEXT,
        organization: object({ name: TEXT }),
        invited_by: orNull(TEXT),
        role: PLACE,
        roles: listOf(TEXT),
        expires_at: TIME,
        account_exists: FLAG,
      }),
    },
  },
  'invitation_acceptances.store': {
    id: 'acceptInvitation',
    summary: 'Accept an invitation',
    description:
      'Who is logged in sends the token alone; who has an account, its password, too; ' +
      'any other caller sends a new password and their name.',
    body: acceptInvitationValidator,
    answers: {
      200: message({
        membership: detailOf(userOrganizations),
        employee: {
          anyOf: [object({ id: ID, code: TEXT, full_name: TEXT }), { type: 'null' }],
          description: 'Whom they are from now on, and can be assigned records as.',
        },
      }),
    },
  },
  'invitation_deliveries.store': {
    id: 'resendInvitation',
    summary: 'Send an invitation once more',
    description: 'The previous link stops working.',
    body: emptyBodyValidator,
    answers: { 200: actionOn(invitations) },
  },
  'invitation_revocations.store': {
    id: 'revokeInvitation',
    summary: 'Revoke an invitation',
    description: 'It stays in the list.',
    body: emptyBodyValidator,
    answers: { 200: actionOn(invitations) },
  },

  'api_keys.store': {
    id: 'createApiKey',
    summary: 'Create an API key',
    description: '`key` is seen this once. `permissions` narrow what its role grants.',
    body: createApiKeyValidator,
    answers: { 201: TOLD_KEY },
  },
  'api_keys.update': {
    id: 'updateApiKey',
    summary: 'Update an API key',
    description: 'An absent key keeps its value, `null` clears it.',
    body: updateApiKeyValidator,
    answers: { 200: detailOf(apiKeys) },
  },
  'my_api_keys.show': {
    id: 'getMyApiKey',
    summary: 'Read the calling API key',
    description:
      'What it is, and what it may do: within its role, its permissions, and what its sponsor may. 404 for users.',
    answers: {
      200: CALLING_KEY,
      304: null,
    },
  },
  'api_key_rotations.store': {
    id: 'rotateApiKey',
    summary: 'Replace the secret of an API key',
    description: 'The one before works on for `overlap_hours`; not at all unless they are said.',
    body: rotateApiKeyValidator,
    answers: { 200: message({ [apiKeys.singular]: TOLD_KEY }) },
  },
  'api_key_revocations.store': {
    id: 'revokeApiKey',
    summary: 'End an API key',
    description: 'It stays in the list.',
    body: emptyBodyValidator,
    answers: { 200: actionOn(apiKeys) },
  },
}

const description: ApiDescription = { operations }

export default description
