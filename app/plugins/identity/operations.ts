import type { JSONSchema7 } from 'json-schema'
import {
  type ApiDescription,
  type Describing,
  FLAG,
  NUMBER,
  type Operation,
  type Operations,
  TEXT,
  TIME,
  listOf,
  message,
  object,
  pageOf,
  refTo,
} from '#core/resources/openapi/operation'
import { imageOperation } from '#core/resources/openapi/standard'
import { orNull } from '#core/resources/json'
import { identitySchemas } from '#plugins/identity/named_schemas'
import { organizationOperations } from '#plugins/identity/organization_operations'
import sessions from '#plugins/identity/resources/sessions'
import {
  createEmailChangeValidator,
  emailTokenValidator,
  updatePasswordResetValidator,
  createPasswordResetValidator,
  registrationValidator,
} from '#plugins/identity/validators/account'
import {
  loginValidator,
  logoutValidator,
  changePasswordValidator,
  refreshTokenValidator,
} from '#plugins/identity/validators/auth'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import {
  challengeAnswerValidator,
  oneTimeCodeValidator,
  passwordValidator,
} from '#plugins/identity/validators/second_factor'
import userOrganizations from '#plugins/identity/resources/user_organizations'
import users from '#plugins/identity/resources/users'
import { returnable } from '#core/resources/openapi/resource_schemas'
import { updateAccountValidator } from '#plugins/identity/validators/user'

const MY_AVATAR = imageOperation(userOrganizations, 'avatar', { id: 'My', of: 'the caller' })

/** An account may be sent back as it was read. */
function describeAccountChanges(): JSONSchema7 {
  const visible = new Set(Object.keys(users.fields))
  const schema = returnable(updateAccountValidator.describe(), users, visible)
  return { ...schema, properties: { ...schema.properties, memberships: { readOnly: true } } }
}

const ACCOUNT = refTo('Account')
const TOKENS = refTo('Tokens')

/** They are kept nowhere. */
const RECOVERY_CODES: JSONSchema7 = { ...listOf(TEXT), description: 'Shown this once.' }

const ENROLMENT: JSONSchema7 = {
  ...object({ secret: TEXT, otpauth_url: { type: 'string', format: 'uri' } }),
  description: 'For an authenticator app. It is shown this once.',
}

const CHALLENGE: JSONSchema7 = {
  type: 'object',
  properties: {
    two_factor_required: { const: true },
    challenge: TEXT,
    expires_in: { type: 'integer', description: 'Seconds.' },
    enrolment: ENROLMENT,
  },
  required: ['two_factor_required', 'challenge', 'expires_in'],
}

/** A body with at least so many of what it may have: one of two that mean the same must be there. */
const atLeast = (
  minProperties: number,
  { describe, ignoredKeys = [] }: Describing
): Describing => ({
  describe: () => ({ ...describe?.(), minProperties }),
  ignoredKeys,
})

const refreshing: Operation = {
  id: 'refreshTokens',
  summary: 'Exchange a refresh token for a new pair',
  description:
    'It can be used once. Repeated within ten seconds it answers the same pair; reuse after that, or after the new one was used, ends its session.',
  body: atLeast(1, refreshTokenValidator),
  answers: { 200: TOKENS },
}

/** Who is calling: logging in and out, and the caller's account. */
const operations: Operations = {
  'auth.login': {
    id: 'logIn',
    summary: 'Log in',
    description:
      'By `email` or `username`. A user with a second factor gets a challenge instead of tokens.',
    body: atLeast(2, loginValidator),
    answers: { 200: { oneOf: [object({ user: ACCOUNT, tokens: TOKENS }), CHALLENGE] } },
  },
  'auth.challenged_login': {
    id: 'answerChallenge',
    summary: 'Finish a login with a second factor',
    description: 'With a `code` or a `recovery_code`. The first code of an `enrolment` sets it up.',
    body: atLeast(2, challengeAnswerValidator),
    answers: {
      200: {
        type: 'object',
        properties: { user: ACCOUNT, tokens: TOKENS, recovery_codes: RECOVERY_CODES },
        required: ['user', 'tokens'],
      },
    },
  },
  'auth.logout': {
    id: 'logOut',
    summary: 'End the session of the request',
    description: 'And that of a refresh token; with `all`, every session of the caller.',
    body: logoutValidator,
    answers: { 200: message() },
  },

  'auth.refresh_tokens.store': refreshing,
  'auth.refresh': {
    ...refreshing,
    id: 'refresh',
    description: 'The same as `POST /api/auth/refresh-tokens/`.',
  },
  'auth.refresh_tokens.index': {
    id: 'listSessions',
    summary: 'List the sessions of the caller',
    grammar: 'page',
    answers: { 200: pageOf(sessions) },
  },
  'auth.refresh_tokens.revoke': {
    id: 'revokeSession',
    summary: 'End one session of the caller',
    body: emptyBodyValidator,
    answers: { 200: message() },
  },
  'auth.refresh_tokens.destroy': {
    id: 'deleteSession',
    summary: 'End one session of the caller',
    description: 'The same as `revoke`, and says nothing.',
    answers: { 204: null },
  },

  'auth.change_password': {
    id: 'changePassword',
    summary: 'Change the password',
    description: 'Ends every other session of the caller.',
    body: changePasswordValidator,
    answers: { 200: message() },
  },
  'auth.password_reset': {
    id: 'requestPasswordReset',
    summary: 'Request a password reset mail',
    description: 'Answers the same whether or not an account has the address.',
    body: createPasswordResetValidator,
    answers: { 202: message() },
  },
  'auth.password_reset.confirm': {
    id: 'resetPassword',
    summary: 'Reset the password with a mailed token',
    description: 'Ends every session of the user.',
    body: updatePasswordResetValidator,
    answers: { 200: message() },
  },
  'auth.verify_email': {
    id: 'verifyEmail',
    summary: 'Verify an e-mail address with a mailed token',
    body: emailTokenValidator,
    answers: { 200: message() },
  },
  'auth.verify_email.resend': {
    id: 'resendVerification',
    summary: 'Resend the verification mail',
    body: emptyBodyValidator,
    answers: { 202: message() },
  },

  'auth.two_factor.show': {
    id: 'getSecondFactor',
    summary: "Read the state of the caller's second factor",
    answers: {
      200: object({
        enabled: FLAG,
        required: FLAG,
        confirmed_at: orNull(TIME),
        recovery_codes_left: NUMBER,
      }),
    },
  },
  'auth.two_factor.store': {
    id: 'createSecondFactor',
    summary: 'Generate a secret for an authenticator app',
    description: 'It counts once it is confirmed.',
    body: emptyBodyValidator,
    answers: { 201: ENROLMENT },
  },
  'auth.two_factor.confirm': {
    id: 'confirmSecondFactor',
    summary: 'Confirm a second factor with its first code',
    body: oneTimeCodeValidator,
    answers: { 200: message({ recovery_codes: RECOVERY_CODES }) },
  },
  'auth.two_factor.recovery_codes': {
    id: 'renewRecoveryCodes',
    summary: 'Generate new recovery codes',
    description: 'The old ones stop working.',
    body: passwordValidator,
    answers: { 200: object({ recovery_codes: RECOVERY_CODES }) },
  },
  'auth.two_factor.destroy': {
    id: 'deleteSecondFactor',
    summary: 'Remove the second factor of the caller',
    body: passwordValidator,
    answers: { 204: null },
  },

  'registrations.store': {
    id: 'register',
    summary: 'Register a user',
    description: 'With `organization_name` an organization is created, too.',
    body: registrationValidator,
    headers: ['Location'],
    answers: { 201: ACCOUNT },
  },
  'me.show': {
    id: 'getMe',
    summary: 'Read the calling user',
    answers: { 200: ACCOUNT, 304: null },
  },
  'me.update': {
    id: 'updateMe',
    summary: 'Change the calling user',
    description: 'An absent key keeps its value, `null` clears it.',
    body: { describe: describeAccountChanges },
    headers: ['ETag'],
    answers: { 200: ACCOUNT },
  },
  'my_avatar.show': MY_AVATAR.show,
  'my_avatar.update': MY_AVATAR.update,
  'my_avatar.destroy': MY_AVATAR.destroy,
  'email_changes.store': {
    id: 'requestEmailChange',
    summary: 'Request a change of the e-mail address',
    description: 'Nothing changes until the mail to the new address is confirmed.',
    body: createEmailChangeValidator,
    answers: { 202: message() },
  },
  'email_changes.update': {
    id: 'changeEmail',
    summary: 'Confirm a new e-mail address with a mailed token',
    body: emailTokenValidator,
    answers: { 200: message() },
  },
}

const description: ApiDescription = {
  operations: { ...operations, ...organizationOperations },
  schemas: identitySchemas,
}

export default description
