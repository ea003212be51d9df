/*
|--------------------------------------------------------------------------
| Routes of identity
|--------------------------------------------------------------------------
|
| Who is calling: logging in and out, the caller's account, and the
| organizations that are theirs.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { imageNamed } from '#core/images/image_request'
import { imageRoutes } from '#core/resources/routes'
import organizations from '#plugins/identity/resources/organizations'
import sessions from '#plugins/identity/resources/sessions'
import userOrganizations from '#plugins/identity/resources/user_organizations'

const { access, throttle } = middleware

export function identityRoutes() {
  authentication()
  account()
  organizationRoutes()
}

function authentication() {
  router
    .group(() => {
      router
        .post('/login', [controllers.identity.AccessTokens, 'store'])
        .use([throttle('login'), access('public')])
        .as('login')
      router
        .post('/login/two-factor', [controllers.identity.ChallengedLogins, 'store'])
        .use([throttle('second_factor'), access('public')])
        .as('challenged_login')
      router
        .post('/logout', [controllers.identity.AccessTokens, 'destroy'])
        .use(access('account'))
        .as('logout')
      router
        .post('/refresh', [controllers.identity.TokenRefreshes, 'store'])
        .use([throttle('refresh'), access('public')])
        .as('refresh')
      router
        .post('/refresh-tokens', [controllers.identity.TokenRefreshes, 'store'])
        .use([throttle('refresh'), access('public')])
        .as('refresh_tokens.store')
      router
        .get('/refresh-tokens', [controllers.identity.Sessions, 'index'])
        .use([middleware.resource(sessions), access('account')])
        .as('refresh_tokens.index')
      router
        .post('/refresh-tokens/:id/revoke', [controllers.identity.SessionRevocations, 'store'])
        .use(access('account'))
        .as('refresh_tokens.revoke')
      router
        .delete('/refresh-tokens/:id', [controllers.identity.Sessions, 'destroy'])
        .use(access('account'))
        .as('refresh_tokens.destroy')
      router
        .post('/change-password', [controllers.identity.PasswordChanges, 'store'])
        .use([access('session'), throttle('password')])
        .as('change_password')
      router
        .post('/password-reset', [controllers.identity.PasswordResets, 'store'])
        .use([throttle('recovery'), access('public')])
        .as('password_reset')
      router
        .post('/password-reset/confirm', [controllers.identity.PasswordResets, 'update'])
        .use([throttle('one_time_token'), access('public')])
        .as('password_reset.confirm')
      router
        .post('/verify-email', [controllers.identity.EmailVerifications, 'update'])
        .use([throttle('one_time_token'), access('public')])
        .as('verify_email')
      router
        .post('/verify-email/resend', [controllers.identity.EmailVerifications, 'store'])
        .use([throttle('recovery'), access('account')])
        .as('verify_email.resend')
      secondFactor()
    })
    .prefix('/auth')
    .as('auth')
}

function secondFactor() {
  router
    .group(() => {
      router
        .get('/', [controllers.identity.SecondFactors, 'show'])
        .use(access('account'))
        .as('show')
      router
        .post('/', [controllers.identity.SecondFactors, 'store'])
        .use(access('account'))
        .as('store')
      router
        .delete('/', [controllers.identity.SecondFactors, 'destroy'])
        .use([access('session'), throttle('password')])
        .as('destroy')
      router
        .post('/confirm', [controllers.identity.SecondFactorConfirmations, 'store'])
        .use([access('session'), throttle('password')])
        .as('confirm')
      router
        .post('/recovery-codes', [controllers.identity.RecoveryCodes, 'store'])
        .use([access('session'), throttle('password')])
        .as('recovery_codes')
    })
    .prefix('/two-factor')
    .as('two_factor')
}

function account() {
  router
    .get('/users/me', [controllers.identity.Accounts, 'show'])
    .use(access('account'))
    .as('me.show')
  router
    .route('/users/me', ['PUT', 'PATCH'], [controllers.identity.Accounts, 'update'])
    .use(access('account'))
    .as('me.update')
  router
    .group(() => {
      router
        .route('/', ['GET', 'HEAD'], [controllers.identity.MyAvatars, 'show'])
        .use(access('member'))
        .as('show')
      router
        .put('/', [controllers.identity.MyAvatars, 'update'])
        .use(access('member_upload'))
        .as('update')
      router
        .delete('/', [controllers.identity.MyAvatars, 'destroy'])
        .use(access('member'))
        .as('destroy')
    })
    .prefix('/users/me/avatar')
    .as('my_avatar')
    .use([middleware.resource(userOrganizations), imageNamed('avatar')])
  router
    .post('/users', [controllers.identity.Registrations, 'store'])
    .use([throttle('registration'), access('public')])
  router
    .post('/users/me/email', [controllers.identity.EmailChanges, 'store'])
    .use([throttle('recovery'), access('session'), throttle('password')])
  router
    .post('/users/me/email/confirm', [controllers.identity.EmailChanges, 'update'])
    .use([throttle('one_time_token'), access('public')])
}

/** Account-level: the organization is the one in the path, not the active one. */
function organizationRoutes() {
  const may = (permission: string) => access({ permission, of: 'id' })

  router
    .group(() => {
      router.get('/', [controllers.Resource, 'index']).use(access('account')).as('index')
      router
        .get('/my_organizations', [controllers.Resource, 'index'])
        .use(access('account'))
        .as('mine')
      router
        .post('/', [controllers.identity.Organizations, 'store'])
        .use(access('account'))
        .as('store')
      router
        .get('/:id', [controllers.Resource, 'show'])
        .use(access({ of: 'id' }))
        .as('show')
      router
        .route('/:id', ['PUT', 'PATCH'], [controllers.identity.Organizations, 'update'])
        .use(may('organizations:update'))
        .as('update')
      router
        .delete('/:id', [controllers.identity.Organizations, 'destroy'])
        .use(may('organizations:delete'))
        .as('destroy')
    })
    .prefix('/organizations')
    .as('organizations')
    .use(middleware.resource(organizations))

  imageRoutes(organizations, 'logo', 'id')

  router
    .get('/organizations/:id/members', [controllers.Resource, 'index'])
    .use([middleware.resource(userOrganizations), may('members:read')])
    .as('organizations.members')
}
