/*
|--------------------------------------------------------------------------
| Routes of access
|--------------------------------------------------------------------------
|
| Who belongs to an organization, as what, and what he may do there.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import type { Resource } from '#resources/define_resource'
import permissions from '#resources/permissions'
import roles from '#resources/roles'
import userOrganizations from '#resources/user_organizations'
import userProfiles from '#resources/user_profiles'
import userRoles from '#resources/user_roles'

const { access } = middleware

const UPDATE = ['PUT', 'PATCH']

export function accessRoutes() {
  routesOf(userOrganizations, (may) => {
    reads(userOrganizations)
    /* Everybody leaves, and chooses his primary organization, without a permission. */
    router
      .route('/:id', UPDATE, [controllers.Memberships, 'update'])
      .use(access('member'))
      .as('user_organizations.update')
    router
      .delete('/:id', [controllers.Memberships, 'destroy'])
      .use(access('member'))
      .as('user_organizations.destroy')
    router
      .post('/:id/activate', [controllers.MembershipActivations, 'store'])
      .use(may('update'))
      .as('membership_activations.store')
    router
      .post('/:id/deactivate', [controllers.MembershipActivations, 'destroy'])
      .use(may('update'))
      .as('membership_activations.destroy')
  })

  routesOf(userProfiles, (may) => {
    router
      .get('/my_profiles', [controllers.MyProfiles, 'index'])
      .use(access('member'))
      .as('my_profiles.index')
    reads(userProfiles)
    router.post('/', [controllers.Resource, 'store']).use(may('create')).as('user_profiles.store')
    router
      .route('/:id', UPDATE, [controllers.Resource, 'update'])
      .use(may('update'))
      .as('user_profiles.update')
    deletes(userProfiles)
    router
      .post('/:id/activate', [controllers.UserProfileActivations, 'store'])
      .use(may('update'))
      .as('user_profile_activations.store')
    router
      .post('/:id/deactivate', [controllers.UserProfileActivations, 'destroy'])
      .use(may('update'))
      .as('user_profile_activations.destroy')
    router
      .post('/:id/suspend', [controllers.UserProfileSuspensions, 'store'])
      .use(may('update'))
      .as('user_profile_suspensions.store')
  })

  routesOf(roles, (may) => {
    reads(roles)
    router.post('/', [controllers.Roles, 'store']).use(may('create')).as('roles.store')
    router
      .route('/:id', UPDATE, [controllers.Roles, 'update'])
      .use(may('update'))
      .as('roles.update')
    deletes(roles)
    router
      .post('/:id/assign_permission', [controllers.RoleGrants, 'store'])
      .use(may('update'))
      .as('role_grants.store')
    router
      .post('/:id/remove_permission', [controllers.RoleGrants, 'destroy'])
      .use(may('update'))
      .as('role_grants.destroy')
  })

  /* What can be granted is no secret to those who work here. */
  routesOf(permissions, (may) => {
    router.get('/', [controllers.Resource, 'index']).use(access('member')).as('permissions.index')
    router
      .get('/by_resource', [controllers.PermissionGroups, 'index'])
      .use(access('member'))
      .as('permission_groups.index')
    router.get('/:id', [controllers.Resource, 'show']).use(access('member')).as('permissions.show')
    router.post('/', [controllers.Resource, 'store']).use(may('create')).as('permissions.store')
    router
      .delete('/:id', [controllers.Permissions, 'destroy'])
      .use(may('delete'))
      .as('permissions.destroy')
  })

  routesOf(userRoles, (may) => {
    router
      .get('/my_roles', [controllers.MyRoles, 'index'])
      .use(access('member'))
      .as('my_roles.index')
    reads(userRoles)
    router.post('/', [controllers.UserRoles, 'store']).use(may('create')).as('user_roles.store')
    router
      .route('/:id', UPDATE, [controllers.UserRoles, 'update'])
      .use(may('update'))
      .as('user_roles.update')
    deletes(userRoles)
  })
}

type May = (action: string) => ReturnType<typeof access>

function routesOf(resource: Resource, routes: (may: May) => void) {
  router
    .group(() => routes((action) => access({ permission: resource.permission(action) })))
    .prefix(`/${resource.name}`)
    .use(middleware.resource(resource))
}

function reads(resource: Resource) {
  const may = access({ permission: resource.permission('read') })
  router.get('/', [controllers.Resource, 'index']).use(may).as(`${resource.table}.index`)
  router.get('/:id', [controllers.Resource, 'show']).use(may).as(`${resource.table}.show`)
}

function deletes(resource: Resource) {
  router
    .delete('/:id', [controllers.Resource, 'destroy'])
    .use(access({ permission: resource.permission('delete') }))
    .as(`${resource.table}.destroy`)
}
