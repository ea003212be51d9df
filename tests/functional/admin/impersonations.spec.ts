import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { type Company, type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'
import { SlowUpload } from '#tests/support/slow_upload'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

/** Starts an impersonation, as the form on the user's page does. */
const actAs = (visitor: Visitor, { userId }: Persona, { slug }: Company, change = {}) =>
  visitor.send(`/admin/users/${userId}`, `/admin/users/${userId}/impersonations`, {
    organization: slug,
    reason: 'Ticket 4711',
    minutes: '15',
    ...change,
  })

const pagesOf = ({ slug }: Company) => `/admin/organizations/${slug}`

const system = (sql: string, values: unknown[]) =>
  UnitOfWork.run(asSystem, (unit) => unit.query(sql, values))

const eventsOf = async ({ id }: Company) =>
  UnitOfWork.run(forOrganization(id), async (unit) => {
    const { rows } = await unit.query(
      `SELECT action, actor_id, impersonator_id FROM audit_events
       WHERE action LIKE 'impersonations:%' OR impersonator_id IS NOT NULL
       ORDER BY created_at, id`
    )
    return rows
  })

test.group('Admin | impersonations | store', () => {
  test('shows what the user sees, and says on every page that it does, and why', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const seller = await hireWith(acme, ['customers:read/own', 'customers:create', 'leads:read'])
    await makeCustomer(acme, { name: 'Secret Customer' })
    const visitor = await enter()

    const begun = await actAs(visitor, seller, acme)

    assert.equal(begun.location, `${pagesOf(acme)}/acting`)
    const home = await visitor.follow(begun)
    const list = await visitor.get(`${pagesOf(acme)}/customers`)
    for (const { html } of [home, list]) {
      assert.include(html, 'Impersonating member Test')
      assert.include(html, '“Ticket 4711”')
    }
    assert.include(home.html, 'Read own')
    assert.notInclude(list.html, 'Secret Customer')
    assert.include(list.html, `${pagesOf(acme)}/leads`)
    assert.notInclude(list.html, `${pagesOf(acme)}/deals`)
    assert.equal((await visitor.get(`${pagesOf(acme)}/deals`)).status, 403)
  })

  test('writes as the user, and the log of the organization names both', async ({ assert }) => {
    const acme = await makeCompany()
    const seller = await hireWith(acme, [
      'customers:read/own',
      'customers:create',
      'customers:update',
    ])
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    await actAs(visitor, seller, acme)
    const list = `${pagesOf(acme)}/customers`

    const made = await visitor.send(`${list}/new`, list, { name: 'Coyote' })
    const page = await visitor.follow(made)
    await visitor.send(made.location ?? '', `${pagesOf(acme)}/acting/end`)

    assert.include(page.html, 'by you as member Test')
    const [both, own] = [
      { actor_id: seller.userId, impersonator_id: sue.userId },
      { actor_id: sue.userId, impersonator_id: null },
    ]
    const events = await eventsOf(acme)
    assert.deepEqual(events[0], { action: 'impersonations:begin', ...own })
    assert.deepInclude(events, { action: 'customers:create', ...both })
    assert.deepInclude(events, { action: 'admin:read', ...both })
    assert.deepEqual(events.at(-1), { action: 'impersonations:end', ...both })
  })

  test('is told to the organization: who, as whom, why and for how long', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    await actAs(visitor, seller, acme)
    await visitor.get(`${pagesOf(acme)}/customers`)
    const read = (path: string) => client.get(path).bearerToken(acme.owner.token)

    const [told] = (await read('/api/impersonations/')).body().results
    const { results } = (await read(`/api/audit-logs/?impersonator_id=${sue.userId}`)).body()

    assert.containSubset(told, {
      user: { id: seller.userId },
      superuser: { id: sue.userId, email: sue.email },
      reason: 'Ticket 4711',
      is_running: true,
    })
    assert.isNotEmpty(results)
    assert.containSubset(results[0], {
      actor: { id: seller.userId },
      impersonator: { id: sue.userId, email: sue.email },
    })
    const member = await hire(acme, { roles: ['manager'] })
    ;(await client.get('/api/impersonations/').bearerToken(member.token)).assertStatus(403)
  })

  test('no one acts as a superuser, nor as a user who cannot get in, nor without a reason', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const [promoted, locked, member] = [await hire(acme), await hire(acme), await hire(acme)]
    await system('UPDATE users SET is_superuser = true WHERE id = $1', [promoted.userId])
    await system('UPDATE users SET is_active = false WHERE id = $1', [locked.userId])
    const visitor = await enter()
    const refusal = async (...wish: [Persona, Company, Record<string, string>?]) => {
      const answer = await actAs(visitor, ...wish)
      assert.notInclude(answer.location ?? '', '/acting')
      return (await visitor.follow(answer)).html
    }

    assert.include(await refusal(promoted, acme), 'A superuser cannot be impersonated.')
    assert.include(await refusal(locked, acme), 'A user who cannot log in cannot be impersonated.')
    assert.include(await refusal(member, await makeCompany()), 'Membership not found.')
    await refusal(member, acme, { reason: ' ' })
    await refusal(member, acme, { minutes: '600' })
    assert.isEmpty(await eventsOf(acme))
  })
})

test.group('Admin | impersonations | reach', () => {
  test('ends where the organization ends: no page over all of them, and none of another', async ({
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const owner = acme.owner
    const visitor = await enter()
    await actAs(visitor, owner, acme)
    const closed = [
      '/admin',
      '/admin/users',
      `/admin/users/${owner.userId}`,
      '/admin/jobs',
      pagesOf(acme),
      `${pagesOf(acme)}/plugins`,
      `${pagesOf(acme)}/permission-matrix`,
      `${pagesOf(globex)}/customers`,
    ]

    for (const path of closed) {
      const { status, html } = await visitor.get(path)
      assert.equal(status, 403, path)
      assert.include(html, 'End that first.')
    }
    assert.equal((await visitor.get(`${pagesOf(acme)}/customers`)).status, 200)
  })

  test('leaves access and keys alone, for every caller', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    await actAs(visitor, acme.owner, acme)
    const home = `${pagesOf(acme)}/acting`

    for (const name of ['api-keys', 'invitations', 'user-roles', 'user-organizations', 'roles']) {
      const path = `${pagesOf(acme)}/${name}`
      assert.equal((await visitor.get(path)).status, 200, name)
      const refused = await visitor.send(home, path, { name: 'Mine' })
      assert.include(
        (await visitor.follow(refused)).html,
        'Access and API keys cannot be changed while impersonating a user.',
        name
      )
    }
    const page = `/admin/users/${acme.owner.userId}`
    const locked = await visitor.send(home, `${page}/suspension`)
    assert.include((await visitor.follow(locked)).html, 'End that first.')
  })

  test('shows no field that the user may not read, in no history either', async ({ assert }) => {
    const acme = await makeCompany()
    const reader = await hireWith(acme, ['employees:read', 'employees:update'])
    const visitor = await enter()
    const list = `${pagesOf(acme)}/employees`
    const made = await visitor.send(`${list}/new`, list, {
      first_name: 'Wile',
      last_name: 'Coyote',
      email: 'wile@example.com',
      salary: '98765',
    })
    const page = made.location ?? ''
    await visitor.send(`${page}/edit`, page, { version: '1', salary: '87654' })
    assert.include((await visitor.get(page)).html, '87,654')
    await actAs(visitor, reader, acme)

    for (const path of [page, `${page}/edit`, list]) {
      const { status, html } = await visitor.get(path)
      assert.equal(status, 200, path)
      assert.notMatch(html, /98,?765|87,?654|name="salary"/)
    }
  })
})

test.group('Admin | impersonations | end', () => {
  test('comes by itself, and leaves the superuser as themselves', async ({ assert }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    const visitor = await enter()
    await actAs(visitor, seller, acme)
    await system(
      `UPDATE impersonations SET created_at = now() - interval '16 minutes',
              expires_at = now() - interval '1 minute' WHERE user_id = $1`,
      [seller.userId]
    )

    const over = await visitor.get(`${pagesOf(acme)}/customers`)

    assert.equal(over.status, 409)
    assert.include(over.html, 'The impersonation session has expired.')
    const after = await visitor.get('/admin')
    assert.equal(after.status, 200)
    assert.notInclude(after.html, 'Impersonating')
  })

  test('comes at once when the user loses access, or becomes a superuser', async ({ assert }) => {
    const acme = await makeCompany()
    for (const change of ['is_active = false', 'is_superuser = true']) {
      const seller = await hire(acme, { roles: ['sales'] })
      const visitor = await enter()
      await actAs(visitor, seller, acme)

      await system(`UPDATE users SET ${change} WHERE id = $1`, [seller.userId])

      assert.equal((await visitor.get(`${pagesOf(acme)}/customers`)).status, 409, change)
    }
  })

  test('is written into the account of the user, that it happened', async ({ assert }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    const visitor = await enter()
    await actAs(visitor, seller, acme)
    await visitor.send(`${pagesOf(acme)}/acting`, `${pagesOf(acme)}/acting/end`)

    const { html } = await visitor.get(`/admin/users/${seller.userId}`)

    assert.include(html, 'Impersonation')
    const user = await UnitOfWork.run(asSystem, () => User.findOrFail(seller.userId))
    assert.isNull(user.lastLoginAt)
  })
})

test.group('Admin | impersonations | other requests of the session', () => {
  test('a request that was on its way when it began neither ends it nor loses what it has to say', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const [seller, other] = [await hire(acme, { roles: ['sales'] }), await hire(acme)]
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    const origin = `http://${process.env.HOST}:${process.env.PORT}`
    const place = `${pagesOf(acme)}/imports`
    const from = `${place}/new?resource=customers`
    const token = await visitor.token(from)
    const upload = new SlowUpload(
      `${origin}${place}`,
      { Cookie: visitor.cookies, Referer: `${origin}${from}` },
      { resource: 'customers', _csrf: token },
      'name\nEve'
    )
    await setTimeout(500)

    await actAs(visitor, seller, acme)
    const sent = await upload.finish()

    assert.equal(sent.status, 302)
    assert.equal((await visitor.get('/admin/users')).status, 403)
    assert.equal((await visitor.get(`${pagesOf(acme)}/acting`)).status, 200)
    const again = await actAs(visitor, other, acme)
    assert.notEqual(again.location, `${pagesOf(acme)}/acting`)
  })

  test('a request that was on its way when it ended does not begin it again', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    const visitor = await enter()
    await actAs(visitor, seller, acme)
    const end = `${pagesOf(acme)}/acting/end`
    const form = FilledForm.on((await visitor.get(`${pagesOf(acme)}/acting`)).html, end)

    await Promise.all([
      visitor.post(end, form.body, `${pagesOf(acme)}/acting`),
      visitor.get(`${pagesOf(acme)}/customers`),
      visitor.get(`${pagesOf(acme)}/acting`),
    ])
    await visitor.get('/admin')

    assert.equal((await visitor.get('/admin/users')).status, 200)
  })

  test('the form that ended one ends no other when it is sent again', async ({ assert }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    const visitor = await enter()
    await actAs(visitor, seller, acme)
    const end = `${pagesOf(acme)}/acting/end`
    const form = FilledForm.on((await visitor.get(`${pagesOf(acme)}/acting`)).html, end)
    await visitor.post(end, form.body, `${pagesOf(acme)}/acting`)
    await actAs(visitor, seller, acme)

    await visitor.post(end, form.body, `${pagesOf(acme)}/acting`)

    assert.equal((await visitor.get(`${pagesOf(acme)}/acting`)).status, 200)
    assert.equal((await visitor.get('/admin/users')).status, 403)
  })
})
