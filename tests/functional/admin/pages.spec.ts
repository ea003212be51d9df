import { test } from '@japa/runner'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { PASSWORD, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter, makeSuperuser } from '#tests/support/visitor'
import { unversionedRoutes } from '#tests/support/routes'
import { pageResources } from '#admin/page_resources'

test.group('Admin | dashboard', () => {
  test('counts what there is over all organizations', async ({ assert }) => {
    const acme = await makeCompany('Acme Dynamite')
    await makeCustomer(acme)

    const { status, html } = await (await enter()).get('/admin')

    assert.equal(status, 200)
    assert.include(html, 'Customers')
    assert.match(html, /aria-label="New users per week since [\d-]+: \d+ in all/)
  })
})

test.group('Admin | organizations', () => {
  test('are found by name, slug and address', async ({ assert }) => {
    const [acme, globex] = [await makeCompany('Acme'), await makeCompany('Globex')]

    const { html } = await (await enter()).get(`/admin/organizations?search=${acme.slug}`)

    assert.include(html, acme.slug)
    assert.notInclude(html, globex.slug)
  })

  test('show their members with places and roles', async ({ assert }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })

    const { html } = await (await enter()).get(`/admin/organizations/${acme.slug}`)

    assert.include(html, `/admin/users/${seller.userId}`)
    assert.include(html, 'Owner')
    assert.include(html, 'Sales')
  })

  test('are suspended and opened again, which their log tells', async ({ client, assert }) => {
    const acme = await makeCompany()
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const page = `/admin/organizations/${acme.slug}`
    const read = () => client.get('/api/customers/').bearerToken(acme.owner.token)

    await visitor.send(page, `${page}/suspension`)
    const suspended = await read()
    const seen = await visitor.get(page)
    await visitor.send(page, `${page}/suspension/end`)

    assert.isAtLeast(suspended.status(), 400)
    assert.include(seen.html, 'Suspended')
    ;(await read()).assertStatus(200)
    const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(
        `SELECT actor_id FROM audit_events WHERE resource = 'organizations' AND actor_id = $1`,
        [superuser.userId]
      )
    )
    assert.lengthOf(rows, 2)
  })

  test('show which role may do what', async ({ assert }) => {
    const acme = await makeCompany()
    await hireWith(acme, ['customers:read/own'])

    const { html } = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/permission-matrix`)

    assert.include(html, 'Manager: all records')
    assert.include(html, 'Viewer: no')
    assert.include(html, '<span class="badge badge-info">own</span>')
  })
})

test.group('Admin | users', () => {
  test('show where they belong and where they are logged in', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()

    const list = await visitor.get(`/admin/users?search=${acme.owner.email}`)
    const page = await visitor.get(`/admin/users/${acme.owner.userId}`)

    assert.include(list.html, `/admin/users/${acme.owner.userId}`)
    assert.include(page.html, `/admin/organizations/${acme.slug}`)
    assert.include(page.html, '127.0.0.1')
  })

  test('are logged out everywhere', async ({ client, assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const page = `/admin/users/${acme.owner.userId}`

    const answer = await visitor.send(page, `${page}/sessions/end`)

    assert.include((await visitor.follow(answer)).html, '1 sessions ended.')
    ;(await client.get('/api/users/me/').bearerToken(acme.owner.token)).assertStatus(401)
  })

  test('are locked out at once, and let in again', async ({ client, assert }) => {
    const member = await hire(await makeCompany())
    const visitor = await enter()
    const page = `/admin/users/${member.userId}`
    const logIn = () =>
      client.post('/api/auth/login/').json({ email: member.email, password: PASSWORD })

    await visitor.send(page, `${page}/suspension`)
    const locked = [
      (await client.get('/api/users/me/').bearerToken(member.token)).status(),
      (await logIn()).status(),
    ]
    await visitor.send(page, `${page}/suspension/end`)

    assert.deepEqual(locked, [401, 401])
    ;(await logIn()).assertStatus(200)
  })

  test('do not lock themselves out', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const page = `/admin/users/${superuser.userId}`

    const answer = await visitor.send(page, `${page}/suspension`)

    assert.include((await visitor.follow(answer)).html, 'You cannot suspend your own account.')
  })

  test('lose their admin sessions with the others', async ({ assert }) => {
    const other = await makeSuperuser('Otto')
    const theirs = await enter(other)
    const visitor = await enter()
    const page = `/admin/users/${other.userId}`

    await visitor.send(page, `${page}/sessions/end`)

    assert.equal((await theirs.get('/admin')).location, '/admin/login')
  })
})

test.group('Admin | every page', () => {
  test('of every resource answers, for an organization with nothing in it', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const visitor = await enter()
    const wrong: string[] = []
    await turnOnAll(acme)
    const paths = pageResources().map(({ name }) => `/admin/organizations/${acme.slug}/${name}`)

    for (const path of [...paths, '/admin/health', '/admin/jobs', '/admin/users']) {
      const { status } = await visitor.get(path)
      if (status !== 200) wrong.push(`${path}: ${status}`)
    }

    assert.isAbove(paths.length, 5)
    assert.deepEqual(wrong, [])
  })

  test('of the API knows nothing of sessions', async ({ client, assert }) => {
    const acme = await makeCompany()
    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)

    assert.isUndefined(response.header('set-cookie'))
    assert.isAbove(unversionedRoutes().length, 40)
  })
})
