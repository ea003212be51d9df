/*
|--------------------------------------------------------------------------
| Routes of access
|--------------------------------------------------------------------------
|
| Who belongs to an organization, as what, what they may do there, and what
| they did.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { activationRoutes, resourceRoutes } from '#core/resources/routes'
import apiKeys from '#plugins/access/resources/api_keys'
import auditLogs from '#plugins/access/resources/audit_logs'
import impersonations from '#plugins/identity/resources/impersonations'
import invitations from '#plugins/access/resources/invitations'
import permissions from '#plugins/access/resources/permissions'
import roles from '#plugins/access/resources/roles'
import userOrganizations from '#plugins/identity/resources/user_organizations'
import userProfiles from '#plugins/identity/resources/user_profiles'
import userRoles from '#plugins/access/resources/user_roles'

const { access, throttle } = middleware

export function accessRoutes() {
  /* Every caller may ask about themselves. */
  router
    .get('/access/explain', [controllers.access.AccessExplanations, 'show'])
    .use(access('member_or_key'))

  resourceRoutes(auditLogs, {
    own: {
      index: [controllers.access.AuditLogs, 'index'],
      show: [controllers.access.AuditLogs, 'show'],
    },
  })
  resourceRoutes(impersonations)

  resourceRoutes(userOrganizations, {
    own: {
      update: [controllers.identity.Memberships, 'update'],
      destroy: [controllers.identity.Memberships, 'destroy'],
    },
    /* Everybody leaves, and chooses their primary organization, without a permission. */
    ask: { update: 'member', destroy: 'member' },
    more: (may) => activationRoutes(may, 'membership'),
  })

  resourceRoutes(userProfiles, {
    more: (may) => {
      router.get('/my_profiles', [controllers.identity.MyProfiles, 'index']).use(access('member'))
      activationRoutes(may, 'user_profile')
      router
        .post('/:id/suspend', [controllers.identity.UserProfileSuspensions, 'store'])
        .use(may('update'))
    },
  })

  resourceRoutes(roles, {
    own: {
      store: [controllers.access.Roles, 'store'],
      update: [controllers.access.Roles, 'update'],
    },
    more: (may) => {
      router
        .post('/:id/assign_permission', [controllers.access.RoleGrants, 'store'])
        .use(may('update'))
      router
        .post('/:id/remove_permission', [controllers.access.RoleGrants, 'destroy'])
        .use(may('update'))
    },
  })

  resourceRoutes(permissions, {
    own: { destroy: [controllers.access.Permissions, 'destroy'] },
    /* What can be granted is no secret to those who work here. */
    ask: { index: 'member', show: 'member' },
    more: () => {
      router
        .get('/by_resource', [controllers.access.PermissionGroups, 'index'])
        .use(access('member'))
    },
  })

  resourceRoutes(userRoles, {
    more: () => {
      router.get('/my_roles', [controllers.access.MyRoles, 'index']).use(access('member'))
    },
  })

  resourceRoutes(invitations, {
    own: { store: [controllers.access.Invitations, 'store'] },
    limit: { store: 'invitation' },
    more: (may) => {
      router
        .post('/preview', [controllers.access.InvitationPreviews, 'store'])
        .use([throttle('one_time_token'), access('public')])
      router
        .post('/accept', [controllers.access.InvitationAcceptances, 'store'])
        .use([throttle('one_time_token'), access('public')])
      router
        .post('/:id/resend', [controllers.access.InvitationDeliveries, 'store'])
        .use([throttle('invitation'), may('create')])
      router
        .post('/:id/revoke', [controllers.access.InvitationRevocations, 'store'])
        .use(may('delete'))
    },
  })

  resourceRoutes(apiKeys, {
    own: {
      store: [controllers.access.ApiKeys, 'store'],
      update: [controllers.access.ApiKeys, 'update'],
    },
    more: (may) => {
      router.get('/me', [controllers.access.MyApiKeys, 'show']).use(access('member_or_key'))
      router.post('/:id/rotate', [controllers.access.ApiKeyRotations, 'store']).use(may('update'))
      router.post('/:id/revoke', [controllers.access.ApiKeyRevocations, 'store']).use(may('delete'))
    },
  })
}
