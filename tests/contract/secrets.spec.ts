import { test } from '@japa/runner'
import { decodeJwt } from 'jose'
import { refreshTokens } from '#config/refresh_tokens'
import User from '#plugins/identity/models/user'
import { systemRole } from '#tests/support/access'
import { freshAddress } from '#tests/support/invitations'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { ageUses } from '#tests/support/refresh_tokens'
import { Secrets, Talk, listenToLog } from '#tests/support/secrets'
import { codeOf, passTime } from '#tests/support/two_factor'
import { Visitor } from '#tests/support/visitor'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const AUTH = '/api/auth'
const ME = '/api/users/me'

/** What any member may read, and export, of their organization and of themselves. */
const READ = [
  ME,
  `${AUTH}/refresh-tokens`,
  `${AUTH}/two-factor`,
  '/api/organizations',
  '/api/user-organizations',
  '/api/invitations',
  '/api/api-keys',
  '/api/audit-logs',
  '/api/audit-logs/export_csv',
]

const sessionOf = (accessToken: string) => String(decodeJwt(accessToken).sid)

test.group('Secrets | canaries', (group) => {
  const mailbox = Mailbox.during(group)
  group.setup(() => forgetJobs())

  const letterTo = async (email: string): Promise<string> => {
    await runJobs({ evenLater: true })
    return tokenIn(mailbox.last(email))
  }

  test('R-32: no secret is in an answer that need not give it, in a log, in a job, or in a row', async ({
    client,
    assert,
    cleanup,
  }) => {
    const readLog = await listenToLog(cleanup)
    const secrets = new Secrets()
    const talk = new Talk(client, secrets)
    const session = (name: string) => ({
      [`${name}: access token`]: 'tokens.access',
      [`${name}: refresh token`]: 'tokens.refresh',
    })
    const email = freshAddress()
    const logIn = async (password: string, name: string) => {
      const response = await talk.ask('POST', `${AUTH}/login`, 200, {
        body: { email, password },
        gives: session(name),
      })
      return response.body().tokens
    }

    /* A user registers, and confirms their address by a mail that fails at first. */
    const first = secrets.password('first password')
    mailbox.refuse(1)
    await talk.ask('POST', '/api/users', 201, {
      body: {
        ...{ email, password: first, password_confirm: first, first_name: 'Cora' },
        ...{ last_name: 'Canary', organization_name: 'Canaries' },
      },
    })
    const verification = secrets.keep('verification token', await letterTo(email))
    await talk.ask('POST', `${AUTH}/verify-email`, 200, { body: { token: verification } })
    await talk.ask('POST', `${AUTH}/verify-email`, 422, { body: { token: verification } })

    /* They mistype the password, the field, the body. */
    const wrong = secrets.password('wrong password')
    const login = `${AUTH}/login`
    await talk.ask('POST', login, 401, { body: { email, password: wrong } })
    await talk.ask('POST', login, 401, { body: { email: wrong, password: 'x' } })
    await talk.ask('POST', login, 422, { body: { email, password: [wrong] } })
    await talk.ask('POST', login, 422, { body: { email, password: wrong, password_again: wrong } })
    const malformed = await client
      .post(login)
      .type('application/json')
      .form(`{"password": "${wrong}"`)
    talk.hear('the answer to a malformed body', malformed.text())

    /* They work, and a refresh token is stolen. */
    const stolen = await logIn(first, 'stolen session')
    const refresh = (token: string, status: number, gives = {}) =>
      talk.ask('POST', `${AUTH}/refresh`, status, { body: { refresh: token }, gives })
    await refresh(stolen.refresh, 200, {
      'next access token': 'access',
      'next refresh token': 'refresh',
    })
    await ageUses(sessionOf(stolen.access), refreshTokens.graceSeconds + 1)
    await refresh(stolen.refresh, 401)
    await talk.ask('GET', ME, 401, { token: stolen.access })
    const { access: token } = await logIn(first, 'session')

    /* They change their password, forget it, and move to another address. */
    const second = secrets.password('second password')
    const change = (old: string, status: number) =>
      talk.ask('POST', `${AUTH}/change-password`, status, {
        token,
        body: { old_password: old, new_password: second, new_password_confirm: second },
      })
    await change(wrong, 422)
    await change(first, 200)
    await talk.ask('POST', `${AUTH}/password-reset`, 202, { body: { email } })
    const reset = secrets.keep('reset token', await letterTo(email))
    const third = secrets.password('third password')
    const confirm = (password: string, status: number) =>
      talk.ask('POST', `${AUTH}/password-reset/confirm`, status, {
        body: { token: reset, new_password: password },
      })
    await confirm('password', 422)
    await confirm(third, 200)
    const { access } = await logIn(third, 'session after the reset')
    const moved = freshAddress()
    await talk.ask('POST', `${ME}/email`, 202, {
      token: access,
      body: { email: moved, password: third },
    })
    const moving = secrets.keep('e-mail token', await letterTo(moved))

    /* They turn on a second factor. */
    const enrolment = await talk.ask('POST', `${AUTH}/two-factor`, 201, {
      token: access,
      gives: { 'TOTP secret': 'secret' },
    })
    const { secret } = enrolment.body()
    const codes = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        `recovery code ${index + 1}`,
        `recovery_codes.${index}`,
      ])
    )
    const confirmed = await talk.ask('POST', `${AUTH}/two-factor/confirm`, 200, {
      token: access,
      body: { code: codeOf(secret) },
      gives: codes,
    })
    const challenged = await talk.ask('POST', login, 200, {
      body: { email, password: third },
      gives: { challenge: 'challenge' },
    })
    const { challenge } = challenged.body()
    const [recovery] = confirmed.body().recovery_codes
    const solve = (body: object, status: number, gives = {}) =>
      talk.ask('POST', `${login}/two-factor`, status, { body: { challenge, ...body }, gives })
    await solve({ recovery_code: 'aaaa-bbbb-cccc' }, 401)
    await solve({ recovery_code: recovery }, 200, session('session by recovery code'))
    const renewed = Object.entries(codes).slice(0, 5)
    await talk.ask('POST', `${AUTH}/two-factor/recovery-codes`, 200, {
      token: access,
      body: { password: third },
      gives: Object.fromEntries(renewed.map(([name, place]) => [`renewed ${name}`, place])),
    })

    /* Their shop has a key, and their colleague an invitation. */
    const owner = { userId: '', email, sessionId: '', refresh: '', token: access }
    const key = await talk.ask('POST', '/api/api-keys', 201, {
      token: access,
      body: { name: 'Shop', role_id: await systemRole(client, owner, 'sales') },
      gives: { 'API key': 'key' },
    })
    const rotated = await talk.ask('POST', `/api/api-keys/${key.body().id}/rotate`, 200, {
      token: access,
      gives: { 'rotated API key': 'api_key.key' },
    })
    await talk.ask('GET', '/api/customers', 200, { token: rotated.body().api_key.key })
    await talk.ask('GET', '/api/customers', 401, { token: key.body().key })
    const colleague = freshAddress()
    await talk.ask('POST', '/api/invitations', 201, { token: access, body: { email: colleague } })
    const invitation = secrets.keep('invitation token', await letterTo(colleague))
    const fourth = secrets.password('password of the colleague')
    await talk.ask('POST', '/api/invitations/preview', 200, { body: { token: invitation } })
    await talk.ask('POST', '/api/invitations/accept', 200, {
      body: { token: invitation, password: fourth, first_name: 'Carl', last_name: 'Canary' },
    })
    await talk.ask('POST', '/api/invitations/accept', 422, {
      body: { token: invitation, password: fourth, first_name: 'Carl', last_name: 'Canary' },
    })

    /* Something breaks; and all is read that there is to read. */
    await talk.ask('POST', '/api/probes/throws', 500, { token: access })
    await talk.ask('POST', '/api/probes/breaks_the_transaction', 500, { token: access })
    for (const path of READ) await talk.ask('GET', path, 200, { token: access })

    /* A superuser looks at it on the pages. */
    const user = await UnitOfWork.run(asSystem, async () => {
      const found = await User.findByOrFail('email', email)
      await found.merge({ isSuperuser: true }).save()
      return found
    })
    secrets.keepAtRest('password hash', user.password)
    secrets.keep('APP_KEY', String(process.env.APP_KEY))
    const visitor = new Visitor()
    const send = async (to: string, fields: Record<string, string>, given: string[] = []) => {
      const page = await visitor.send('/admin/login', to, fields)
      talk.hear(`the page of ${to}`, page.html, given)
      return page
    }
    await send('/admin/login', { username: email, password: wrong })
    const asked = await send('/admin/login', { username: email, password: third })
    const posed = /name="challenge" value="([^"]+)"/.exec(asked.html)?.[1] ?? ''
    await passTime({ ...owner, userId: user.id })
    await send('/admin/login/two-factor', { challenge: posed, code: codeOf(secret) })
    secrets.keep('cookie of the pages', String(visitor.cookie('crm-admin')))
    const { slug } =
      confirmed &&
      (await talk.ask('GET', ME, 200, { token: access })).body().memberships[0].organization
    for (const path of [
      '/admin',
      '/admin/jobs',
      `/admin/users/${user.id}`,
      `/admin/organizations/${slug}`,
      `/admin/organizations/${slug}/api-keys`,
      `/admin/organizations/${slug}/audit-logs`,
    ]) {
      const page = await visitor.get(path)
      assert.equal(page.status, 200, path)
      talk.hear(path, page.html)
    }
    await talk.ask('POST', `${ME}/email/confirm`, 200, { body: { token: moving } })

    assert.isAtLeast(secrets.count, 40)
    assert.deepEqual(talk.slips, [])
    const log = await readLog()
    assert.include(log, 'secret from somewhere', 'The log must be listened to')
    assert.deepEqual(secrets.in(log), [])
    const control = new Secrets()
    control.keep('address', moved)
    assert.isNotEmpty(await control.inDatabase(), 'The rows must be looked at')
    assert.deepEqual(await secrets.inDatabase(), [])
  }).timeout(60_000)
})
