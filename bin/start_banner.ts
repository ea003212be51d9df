import hash from '@adonisjs/core/services/hash'
import { superuser } from '#database/demo/accounts'
import { demoCompanies } from '#database/demo/companies'
import { PUBLIC_ADMIN_PASSWORD, PUBLIC_MEMBER_PASSWORD } from '#database/demo/passwords'
import User from '#plugins/identity/models/user'
import env from '#start/env'
import { brokenPlugins } from '#core/plugins/broken'
import { originOf } from '#core/http/own_origin'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** What a user who has started the server wants to know. */
export async function startBanner(): Promise<string> {
  const address = originOf(env.get('HOST'), env.get('PORT'))
  return [
    '',
    '  headless-crm is running. Stop it with Ctrl-C.',
    '',
    `  API            ${address}/api/`,
    `  Admin pages    ${address}/admin`,
    `  Health         ${address}/health/ready`,
    `  Reference      ${address}/docs`,
    '  Documentation  README.md and docs/',
    '',
    ...broken(),
    ...((await demoPasswordWorks()) ? invitation(address) : directions()),
    '',
  ].join('\n')
}

/** What does not run, and why. */
function broken(): string[] {
  const reasons = brokenPlugins().flatMap((plugin) => plugin.reasons)
  if (reasons.length === 0) return []
  return ['  Plugins that do not run:', ...reasons.map((reason) => `  - ${reason}`), '']
}

function invitation(address: string): string[] {
  const { email } = superuser
  return [
    `  E-mail         ${email}`,
    `  Password       ${PUBLIC_ADMIN_PASSWORD}`,
    `  Or as          ${others().join(`\n                 `)}`,
    `  Password       ${PUBLIC_MEMBER_PASSWORD}`,
    '',
    '  Log in and list the customers:',
    '',
    customersCommand(address, email, PUBLIC_ADMIN_PASSWORD),
  ]
}

/** Who may less, so that it can be seen how much, and whom this organization is hidden from. */
function others(): string[] {
  return demoCompanies
    .flatMap(({ owner, members }) => [owner, ...members])
    .filter((account) => account !== superuser)
    .map(({ email }) => email)
}

function directions(): string[] {
  return [
    '  Log in with an account of yours. For one that may enter the admin pages:',
    '  node ace user:create-superuser',
  ]
}

/** Works in any shell with curl and sed. */
function customersCommand(address: string, email: string, password: string): string {
  const json = "-H 'Content-Type: application/json'"
  const body = `-d '${JSON.stringify({ email, password })}'`
  const logIn = `curl -s ${json} ${body} ${address}/api/auth/login/`
  const token = String.raw`sed 's/.*"access":"\([^"]*\)".*/\1/'`
  return `curl -s -H "Authorization: Bearer $(${logIn} | ${token})" ${address}/api/customers/`
}

/** Whether the password that the documentation prints is still the demo superuser's. */
async function demoPasswordWorks(): Promise<boolean> {
  const user = await UnitOfWork.run(asSystem, () => User.findByEmail(superuser.email), {
    readOnly: true,
  })
  return user !== null && user.isActive && hash.verify(user.password, PUBLIC_ADMIN_PASSWORD)
}
