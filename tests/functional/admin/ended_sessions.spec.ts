import { hash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { endAdminSessions } from '#admin/auth/admin_session_store'
import Session from '#plugins/identity/models/session'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, type Persona } from '#tests/support/personas'
import { type Visitor, Visitor as Browser, enter, makeSuperuser } from '#tests/support/visitor'

const COOKIE = 'crm-admin'

/** A browser with the same cookie. */
const copyOf = (visitor: Visitor) => new Browser().keep(COOKIE, String(visitor.cookie(COOKIE)))

async function rowsOf({ userId }: Persona) {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ data: object; ended: boolean; age: number }>(
      `SELECT data, ended_at IS NOT NULL AS ended,
              round(extract(epoch FROM now() - created_at))::int AS age
       FROM admin_sessions WHERE user_id = $1 ORDER BY created_at`,
      [userId]
    )
  )
  return rows
}

async function age({ userId }: Persona, interval: string) {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `UPDATE admin_sessions SET created_at = created_at - $1::interval,
              expires_at = expires_at - $1::interval WHERE user_id = $2`,
      [interval, userId]
    )
  )
}

async function change({ userId }: Persona, ...steps: readonly Partial<User>[]) {
  for (const values of steps) {
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(userId)
      await user.merge(values).save()
    })
  }
}

test.group('Admin | ended sessions', () => {
  test('stay as rows without data, which nothing changes any more', async ({ assert }) => {
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    const copy = copyOf(visitor)
    await visitor.send('/admin', '/admin/logout')
    await copy.get('/admin')
    await copy.get('/admin/login')
    await new Browser().get('/admin/login')

    assert.deepEqual(
      (await rowsOf(sue)).map(({ data, ended }) => ({ data, ended })),
      [{ data: {}, ended: true }]
    )
  })

  test('an idle one that was swept away is not made again by what its browser sends', async ({
    assert,
  }) => {
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    await age(sue, '8 days')
    await new Browser().get('/admin/login')
    assert.deepEqual(await rowsOf(sue), [])

    const before = visitor.cookie(COOKIE)
    const answer = await visitor.get('/admin')

    assert.equal(answer.location, '/admin/login')
    assert.notEqual(visitor.cookie(COOKIE), before)
    assert.deepEqual(await rowsOf(sue), [])
  })

  test('neither use nor another page makes a session younger', async ({ assert }) => {
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    await age(sue, '20 minutes')
    await visitor.get('/admin')
    await visitor.send('/admin', '/admin/theme', { theme: 'dark' })

    const [row] = await rowsOf(sue)
    assert.isAtLeast(row?.age ?? 0, 20 * 60)
  })

  test('are not given back with the right that they rested on', async ({ assert }) => {
    const ways: Partial<User>[][] = [
      [{ isActive: false }, { isActive: true }],
      [{ isSuperuser: false }, { isSuperuser: true }],
    ]
    for (const way of ways) {
      const sue = await makeSuperuser()
      const visitor = await enter(sue)
      await change(sue, ...way)

      assert.equal((await visitor.get('/admin')).location, '/admin/login')
      assert.equal((await enter(sue).then((again) => again.get('/admin'))).status, 200)
    }
  })

  test('of the API are not given back with the account either', async ({ client }) => {
    const sue = await makeSuperuser()
    await change(sue, { isActive: false }, { isActive: true })

    const response = await client.get('/api/users/me/').bearerToken(sue.token)

    response.assertStatus(401)
  })

  test('an id that a browser brings is never taken over', async ({ assert }) => {
    const other = new Browser()
    await other.get('/admin/login')
    const planted = String(other.cookie(COOKIE))
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('DELETE FROM admin_sessions WHERE user_id IS NULL')
    )

    const visitor = new Browser().keep(COOKIE, planted)
    await visitor.get('/admin/login')

    assert.notEqual(visitor.cookie(COOKIE), planted)
    const [payload = ''] = decodeURIComponent(planted).slice(2).split('.')
    const id = String(JSON.parse(Buffer.from(payload, 'base64url').toString()).message)
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query('SELECT FROM admin_sessions WHERE id = $1', [hash('sha256', id, 'buffer')])
    )
    assert.lengthOf(rows, 0)
  })
})

test.group('Admin | logins on their way when all sessions are ended', () => {
  const ways: [string, (sue: Persona) => Promise<unknown>][] = [
    ['"End sessions"', ({ userId }) => endAdminSessions(userId)],
    [
      'a right that is taken and given back',
      async ({ userId }) => {
        const unit = UnitOfWork.get()
        for (const is of [false, true]) {
          await unit.query('UPDATE users SET is_superuser = $2 WHERE id = $1', [userId, is])
        }
      },
    ],
  ]
  for (const [way, end] of ways) {
    test(`make no session after ${way}`, async ({ assert }) => {
      const sue = await makeSuperuser()
      await makeSuperuser()
      const visitor = new Browser()
      const form = {
        username: sue.email,
        password: PASSWORD,
        _csrf: await visitor.token('/admin/login'),
      }
      const login = await UnitOfWork.run(asSystem, async (unit) => {
        await unit.query('LOCK TABLE admin_sessions IN EXCLUSIVE MODE')
        const sent = visitor.post('/admin/login', new URLSearchParams(form))
        await acceptedLoginOf(sue)
        await end(sue)
        return { sent }
      })
      await login.sent

      assert.equal((await visitor.get('/admin')).location, '/admin/login')
      assert.deepEqual(await rowsOf(sue), [])
      assert.equal((await enter(sue).then((again) => again.get('/admin'))).status, 200)
    })
  }

  test('make none on the API either', async ({ client, assert }) => {
    const sue = await makeSuperuser()
    const { sent } = await UnitOfWork.run(asSystem, async () => {
      await endAdminSessions(sue.userId)
      await Session.revoke({ userId: sue.userId }, 'revoked')
      const credentials = { email: sue.email, password: PASSWORD }
      const pending = client
        .post('/api/auth/login/')
        .json(credentials)
        .then((answer) => answer)
      await setTimeout(1500)
      return { sent: pending }
    })

    assert.equal((await sent).status(), 401)
  })
})

/** Waits until the password of a login was accepted, while its session cannot be made. */
async function acceptedLoginOf({ userId }: Persona) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query(`SELECT FROM account_events WHERE user_id = $1 AND action = 'admin-login'`, [
        userId,
      ])
    )
    if (rows.length > 0) return
    await setTimeout(100)
  }
  throw new Error('The login was not accepted')
}
