import { definePlugin } from '#core/plugins/api'
import invitations from '#plugins/identity/resources/invitations'
import organizations from '#plugins/identity/resources/organizations'
import sessions from '#plugins/identity/resources/sessions'
import userOrganizations from '#plugins/identity/resources/user_organizations'
import userProfiles from '#plugins/identity/resources/user_profiles'
import users from '#plugins/identity/resources/users'

/** Who is calling: people, their sessions, and the organizations that they belong to. */
export default definePlugin({
  id: 'identity',
  version: '1.0.0',
  core: true,
  resources: [invitations, organizations, sessions, userOrganizations, userProfiles, users],
})
