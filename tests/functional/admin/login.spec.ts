import { test } from '@japa/runner'
import { adminCookie } from '#config/session'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, makeCompany } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'
import { Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const COOKIE = 'crm-admin'

async function change(userId: string, values: Partial<User>) {
  await UnitOfWork.run(asSystem, async () => {
    const user = await User.findOrFail(userId)
    await user.merge(values).save()
  })
}

async function underAge(interval: string, column: 'created_at' | 'expires_at', userId: string) {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `UPDATE admin_sessions SET ${column} = ${column} - $1::interval WHERE user_id = $2`,
      [interval, userId]
    )
  )
}

test.group('Admin | login', () => {
  test('lets a superuser in, to the page they asked for', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = new Visitor()

    const refused = await visitor.get('/admin/organizations?search=a')
    const entered = await visitor.send('/admin/login', '/admin/login', {
      username: superuser.email,
      password: PASSWORD,
    })

    assert.equal(refused.location, '/admin/login')
    assert.equal(entered.location, '/admin/organizations?search=a')
    assert.include((await visitor.follow(entered)).html, superuser.email)
  })

  test('refuses a wrong password, an unknown name and other users alike', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const member = (await makeCompany()).owner
    const tries = [
      { username: superuser.email, password: 'not the password' },
      { username: 'nobody@example.com', password: PASSWORD },
      { username: member.email, password: PASSWORD },
    ]

    for (const credentials of tries) {
      const visitor = new Visitor()
      const answer = await visitor.send('/admin/login', '/admin/login', credentials)
      const { html } = answer
      assert.equal(answer.status, 401)
      assert.include(html, 'The user name or password is wrong.')
      assert.notInclude(html, credentials.password)
      assert.equal((await visitor.get('/admin')).location, '/admin/login')
    }
  })

  test('makes an account wait after five failures, which the API counts with it', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const superuser = await makeSuperuser()
    const visitor = new Visitor()
    const attempt = (password: string) =>
      visitor.send('/admin/login', '/admin/login', { username: superuser.email, password })
    for (let count = 0; count < 5; count += 1) await attempt('not the password')

    const answer = await attempt(PASSWORD)
    const api = await client
      .post('/api/auth/login/')
      .json({ email: superuser.email, password: PASSWORD })

    assert.include((await visitor.follow(answer)).html, 'Too many attempts.')
    api.assertStatus(429)
  })

  test('R-31: gives the session another id, so that one known before is worth nothing', async ({
    assert,
  }) => {
    const superuser = await makeSuperuser()
    const visitor = new Visitor()
    await visitor.get('/admin/login')
    const before = visitor.cookie(COOKIE)
    await visitor.send('/admin/login', '/admin/login', {
      username: superuser.email,
      password: PASSWORD,
    })

    assert.isString(before)
    assert.notEqual(visitor.cookie(COOKIE), before)
    const thief = new Visitor().keep(COOKIE, String(before))
    assert.equal((await thief.get('/admin')).location, '/admin/login')
  })

  test('R-31: keeps the cookie from scripts and other sites', async ({ assert }) => {
    const { headers } = await new Visitor().get('/admin/login')

    const cookie = headers.getSetCookie().find((line) => line.startsWith(COOKIE))
    assert.match(String(cookie), /; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  test('R-31: binds the cookie to this very host in production', ({ assert }) => {
    const { name, attributes } = adminCookie(true)

    assert.match(name, /^__Host-/)
    assert.deepEqual(attributes, {
      path: '/',
      domain: '',
      httpOnly: true,
      secure: true,
      sameSite: 'strict',
    })
  })

  test('R-31: a form without its token does nothing', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    const forged = await visitor.post('/admin/logout', new URLSearchParams(), '/admin')

    assert.equal(forged.location, '/admin')
    const page = await visitor.get('/admin')
    assert.equal(page.status, 200)
    assert.include(page.html, 'This form was open for too long.')
  })

  test('a body that is no form is refused', async ({ client }) => {
    const response = await client.post('/admin/login').json({ username: 'a', password: 'b' })

    response.assertStatus(415)
  })

  test('R-31: logging out ends the session for good', async ({ assert }) => {
    const visitor = await enter()
    const cookie = String(visitor.cookie(COOKIE))

    const left = await visitor.send('/admin', '/admin/logout')

    assert.equal(left.location, '/admin/login')
    const thief = new Visitor().keep(COOKIE, cookie)
    assert.equal((await thief.get('/admin')).location, '/admin/login')
  })
})

test.group('Admin | sessions', () => {
  test('R-31: end when no one used them for half an hour', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    await underAge('31 minutes', 'expires_at', superuser.userId)

    assert.equal((await visitor.get('/admin')).location, '/admin/login')
  })

  test('R-31: end after half a day, however much they are used', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    await underAge('13 hours', 'created_at', superuser.userId)

    assert.equal((await visitor.get('/admin')).location, '/admin/login')
  })

  test('end when their user is no superuser any more', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    await change(superuser.userId, { isSuperuser: false })

    assert.equal((await visitor.get('/admin')).location, '/admin/login')
  })

  test('end when their user may not log in any more', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    await change(superuser.userId, { isActive: false })

    assert.equal((await visitor.get('/admin')).location, '/admin/login')
  })

  test('end when their user has another password', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(superuser.userId)
      await user.takePassword(user.password).save()
    })

    assert.equal((await visitor.get('/admin')).location, '/admin/login')
  })

  test('R-17: are good for nothing on the API, nor are its tokens on the pages', async ({
    client,
    assert,
  }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    const api = await client
      .get('/api/users/me')
      .header('Cookie', `${COOKIE}=${String(visitor.cookie(COOKIE))}`)
    const page = await client.get('/admin').bearerToken(superuser.token).redirects(0)

    api.assertStatus(401)
    assert.equal(page.header('location'), '/admin/login')
  })

  test('are kept under a digest of their ids', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ id: Buffer }>('SELECT id FROM admin_sessions WHERE user_id = $1', [
        superuser.userId,
      ])
    )
    const cookie = decodeURIComponent(String(visitor.cookie(COOKIE)))
    const [payload = ''] = cookie.slice(2).split('.')
    const id = JSON.parse(Buffer.from(payload, 'base64url').toString()).message

    assert.lengthOf(rows, 1)
    assert.equal(rows[0]?.id.length, 32)
    assert.notInclude(rows[0]?.id.toString('latin1') ?? '', id)
  })
})
