import { definePlugin } from '#plugins/kit'
import invitations from '#resources/invitations'
import organizations from '#resources/organizations'
import sessions from '#resources/sessions'
import userOrganizations from '#resources/user_organizations'
import userProfiles from '#resources/user_profiles'
import users from '#resources/users'

/** Who is calling: people, their sessions, and the organizations that they belong to. */
export default definePlugin({
  id: 'identity',
  version: '1.0.0',
  core: true,
  resources: [invitations, organizations, sessions, userOrganizations, userProfiles, users],
})
