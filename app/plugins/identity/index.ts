import { definePlugin } from '#core/plugins/api'
import forgetRefreshTokens from '#plugins/identity/forget_refresh_tokens'
import organizations from '#plugins/identity/resources/organizations'
import sessions from '#plugins/identity/resources/sessions'
import userOrganizations from '#plugins/identity/resources/user_organizations'
import userProfiles from '#plugins/identity/resources/user_profiles'
import users from '#plugins/identity/resources/users'

declare module '#core/plugins/api' {
  interface Mails {
    verification: { readonly userId: string }
    account_opened: { readonly userId: string }
    existing_account: { readonly userId: string }
    password_reset: { readonly email: string }
    password_changed: { readonly userId: string }
    email_change: {
      readonly userId: string
      readonly email: string
      /** When it was asked for: ISO 8601, UTC. */
      readonly at?: string
    }
    email_changed: { readonly userId: string; readonly formerly: string }
    session_reused: { readonly userId: string }
  }
}

/** Who is calling: people, their sessions, and the organizations that they belong to. */
export default definePlugin({
  id: 'identity',
  version: '1.0.0',
  core: true,
  resources: [organizations, sessions, userOrganizations, userProfiles, users],
  describes: () => import('#plugins/identity/operations'),
  mails: () => import('#plugins/identity/mails/index'),
  enqueues: [forgetRefreshTokens],
})
