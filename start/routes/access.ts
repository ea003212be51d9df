/*
|--------------------------------------------------------------------------
| Routes of access
|--------------------------------------------------------------------------
|
| Who belongs to an organization, as what, what he may do there, and what
| he did.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { activationRoutes, resourceRoutes } from '#start/routes/resource'
import apiKeys from '#resources/api_keys'
import auditLogs from '#resources/audit_logs'
import impersonations from '#resources/impersonations'
import invitations from '#resources/invitations'
import permissions from '#resources/permissions'
import roles from '#resources/roles'
import userOrganizations from '#resources/user_organizations'
import userProfiles from '#resources/user_profiles'
import userRoles from '#resources/user_roles'

const { access, throttle } = middleware

export function accessRoutes() {
  /* Everybody may ask about himself. */
  router
    .get('/access/explain', [controllers.AccessExplanations, 'show'])
    .use(access('member'))
    .as('access_explanations.show')

  resourceRoutes(auditLogs)
  resourceRoutes(impersonations)

  resourceRoutes(userOrganizations, {
    own: {
      update: [controllers.Memberships, 'update'],
      destroy: [controllers.Memberships, 'destroy'],
    },
    /* Everybody leaves, and chooses his primary organization, without a permission. */
    ask: { update: 'member', destroy: 'member' },
    more: (may) => {
      router
        .post('/:id/activate', [controllers.MembershipActivations, 'store'])
        .use(may('update'))
        .as('membership_activations.store')
      router
        .post('/:id/deactivate', [controllers.MembershipActivations, 'destroy'])
        .use(may('update'))
        .as('membership_activations.destroy')
    },
  })

  resourceRoutes(userProfiles, {
    more: (may) => {
      router
        .get('/my_profiles', [controllers.MyProfiles, 'index'])
        .use(access('member'))
        .as('my_profiles.index')
      activationRoutes(may, 'user_profile')
      router
        .post('/:id/suspend', [controllers.UserProfileSuspensions, 'store'])
        .use(may('update'))
        .as('user_profile_suspensions.store')
    },
  })

  resourceRoutes(roles, {
    own: { store: [controllers.Roles, 'store'], update: [controllers.Roles, 'update'] },
    more: (may) => {
      router
        .post('/:id/assign_permission', [controllers.RoleGrants, 'store'])
        .use(may('update'))
        .as('role_grants.store')
      router
        .post('/:id/remove_permission', [controllers.RoleGrants, 'destroy'])
        .use(may('update'))
        .as('role_grants.destroy')
    },
  })

  resourceRoutes(permissions, {
    own: { destroy: [controllers.Permissions, 'destroy'] },
    /* What can be granted is no secret to those who work here. */
    ask: { index: 'member', show: 'member' },
    more: () => {
      router
        .get('/by_resource', [controllers.PermissionGroups, 'index'])
        .use(access('member'))
        .as('permission_groups.index')
    },
  })

  resourceRoutes(userRoles, {
    own: { store: [controllers.UserRoles, 'store'], update: [controllers.UserRoles, 'update'] },
    more: () => {
      router
        .get('/my_roles', [controllers.MyRoles, 'index'])
        .use(access('member'))
        .as('my_roles.index')
    },
  })

  resourceRoutes(invitations, {
    own: { store: [controllers.Invitations, 'store'] },
    limit: { store: 'invitation' },
    more: (may) => {
      router
        .post('/preview', [controllers.InvitationPreviews, 'store'])
        .use([throttle('one_time_token'), access('public')])
        .as('invitation_previews.store')
      router
        .post('/accept', [controllers.InvitationAcceptances, 'store'])
        .use([throttle('one_time_token'), access('public')])
        .as('invitation_acceptances.store')
      router
        .post('/:id/resend', [controllers.InvitationDeliveries, 'store'])
        .use([throttle('invitation'), may('create')])
        .as('invitation_deliveries.store')
      router
        .post('/:id/revoke', [controllers.InvitationRevocations, 'store'])
        .use(may('delete'))
        .as('invitation_revocations.store')
    },
  })

  resourceRoutes(apiKeys, {
    own: { store: [controllers.ApiKeys, 'store'], update: [controllers.ApiKeys, 'update'] },
    more: (may) => {
      router
        .post('/:id/rotate', [controllers.ApiKeyRotations, 'store'])
        .use(may('update'))
        .as('api_key_rotations.store')
      router
        .post('/:id/revoke', [controllers.ApiKeyRevocations, 'store'])
        .use(may('delete'))
        .as('api_key_revocations.store')
    },
  })
}
