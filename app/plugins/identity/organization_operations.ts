import { type Operations, pageOf } from '#core/resources/openapi/operation'
import organizations from '#plugins/identity/resources/organizations'
import userOrganizations from '#plugins/identity/resources/user_organizations'

/** What the standard verbs of organizations do not say. */
export const organizationOperations: Operations = {
  'organizations.mine': {
    id: 'listMyOrganizations',
    summary: 'List organizations',
    description: 'The same as `GET /api/organizations/`.',
    grammar: 'page',
    answers: { 200: pageOf(organizations) },
  },
  'organizations.members': {
    id: 'listOrganizationMembers',
    summary: 'List the members of an organization',
    grammar: 'page',
    answers: { 200: pageOf(userOrganizations) },
  },
}
