import { test } from '@japa/runner'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { makeApiKey } from '#tests/support/api_keys'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const KEYS = '/api/api-keys/'

test.group('API keys | store', () => {
  test('answers the key once, and keeps a digest of it', async ({ client, assert }) => {
    const { id, owner } = await makeCompany()
    const role = await systemRole(client, owner, 'sales')

    const response = await client
      .post(KEYS)
      .bearerToken(owner.token)
      .json({ name: 'Web shop', role_id: role, expires_at: '2099-01-31T12:00:00+02:00' })

    response.assertStatus(201)
    const made = response.body()
    assert.match(made.key, /^hcrm_[\w-]{43}$/)
    assert.equal(made.prefix, made.key.slice(0, 13))
    assert.containsSubset(made, {
      organization: id,
      name: 'Web shop',
      role: { id: role, slug: 'sales' },
      permissions: null,
      sponsor: { id: owner.userId },
      is_active: true,
      expires_at: '2099-01-31T10:00:00.000Z',
      last_used_at: null,
    })
    response.assertHeader('location', `${KEYS}${made.id}/`)
    const shown = await client.get(`${KEYS}${made.id}/`).bearerToken(owner.token)
    const list = await client.get(KEYS).bearerToken(owner.token)
    assert.equal(list.body().count, 1)
    for (const answer of [shown, list]) assert.notInclude(answer.text(), made.key)
    const rows = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ row: string }>('SELECT k::text AS row FROM api_keys k WHERE id = $1', [made.id])
    )
    assert.notInclude(rows.rows[0]?.row, made.key.slice(13))
  })

  test('R-14: no one creates a key that may do what they may not', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['api-keys:create', 'roles:read', 'customers:read/own'])
    const sales = await systemRole(client, acme.owner, 'sales')
    const readers = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const ownReaders = await makeRole(client, acme.owner, { permissions: ['customers:read/own'] })
    const make = (body: object) =>
      client
        .post(KEYS)
        .bearerToken(member.token)
        .json({ name: 'Mine', ...body })

    for (const role of [sales, readers]) {
      const response = await make({ role_id: role })
      response.assertStatus(403)
      response.assertBodyContains({ code: 'cannot_grant' })
    }
    const within = await make({ role_id: ownReaders })
    within.assertStatus(201)
  })

  test('refuses what cannot be', async ({ client, assert }) => {
    const { owner } = await makeCompany()
    const foreign = await systemRole(client, (await makeCompany('Globex')).owner, 'sales')
    const role = await systemRole(client, owner, 'viewer')

    for (const [body, field] of [
      [{ name: 'Shop' }, 'role_id'],
      [{ role_id: role }, 'name'],
      [{ name: 'Shop', role_id: foreign }, 'role_id'],
      [{ name: 'Shop', role_id: role, permissions: [] }, 'permissions'],
      [{ name: 'Shop', role_id: role, permissions: ['nothing:known'] }, 'permissions'],
      [{ name: 'Shop', role_id: role, permissions: ['customers:delete'] }, 'permissions'],
      [{ name: 'Shop', role_id: role, expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
      [{ name: 'Shop', role_id: role, expires_at: 'tomorrow' }, 'expires_at'],
      [{ name: 'Shop', role_id: role, sponsor_id: owner.userId }, 'sponsor_id'],
      [{ name: 'Shop', role_id: role, key: 'hcrm_mine' }, 'key'],
    ] as const) {
      const response = await client.post(KEYS).bearerToken(owner.token).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field, JSON.stringify(body))
    }
  })

  test('is for those who may', async ({ client }) => {
    const acme = await makeCompany()
    const anonymous = await client.post(KEYS).json({})
    anonymous.assertStatus(401)
    const member = await hire(acme, { roles: ['sales'] })
    const response = await client.post(KEYS).bearerToken(member.token).json({})
    response.assertStatus(403)
    response.assertBodyContains({ permission: 'api-keys:create' })
  })
})

test.group('API keys | calling', () => {
  test('acts for its organization within its role', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { key } = await makeApiKey(client, acme.owner)

    const made = await client.post('/api/customers/').bearerToken(key).json({ name: 'Initech' })
    const list = await client.get('/api/customers/').bearerToken(key)
    const exported = await client.get('/api/vendors/export/').bearerToken(key)

    made.assertStatus(201)
    list.assertStatus(200)
    list.assertHeader('x-organization-id', acme.id)
    assert.equal(list.body().count, 1)
    exported.assertStatus(403)
    exported.assertBodyContains({ permission: 'vendors:export' })
  })

  test('R-01: knows no other organization, also when its sponsor does', async ({ client }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `INSERT INTO user_organizations (organization_id, id, user_id, role)
         VALUES ($1, gen_random_uuid(), $2, 'owner')`,
        [globex.id, acme.owner.userId]
      )
    )
    await client
      .patch(`/api/user-organizations/${acme.owner.membershipId}/`)
      .bearerToken(acme.owner.token)
      .header('x-organization-id', acme.id)
      .json({ is_primary: true })
    const { key } = await makeApiKey(client, acme.owner)

    for (const named of [globex.id, globex.slug]) {
      const response = await client
        .get('/api/customers/')
        .bearerToken(key)
        .header('x-organization-id', named)
      response.assertStatus(404)
    }
    for (const named of [acme.id, acme.slug]) {
      const response = await client
        .get('/api/customers/')
        .bearerToken(key)
        .header('x-organization-id', named)
      response.assertStatus(200)
    }
  })

  test('does no more than it was narrowed to', async ({ client }) => {
    const { owner } = await makeCompany()
    const { key } = await makeApiKey(client, owner, { permissions: ['customers:read'] })

    const read = await client.get('/api/customers/').bearerToken(key)
    const written = await client.post('/api/customers/').bearerToken(key).json({ name: 'Initech' })

    read.assertStatus(200)
    written.assertStatus(403)
  })

  test('never touches keys, members or roles, whatever its role grants', async ({ client }) => {
    const { owner, id } = await makeCompany()
    const { key } = await makeApiKey(client, owner, { role: 'admin' })

    const works = await client.get('/api/customers/').bearerToken(key)
    works.assertStatus(200)
    for (const [method, path] of [
      ['GET', KEYS],
      ['POST', KEYS],
      ['GET', '/api/roles/'],
      ['POST', '/api/roles/'],
      ['POST', '/api/permissions/'],
      ['POST', '/api/user-roles/'],
      ['GET', '/api/user-organizations/'],
      ['DELETE', `/api/user-organizations/${owner.membershipId}/`],
      ['PATCH', `/api/user-organizations/${owner.membershipId}/`],
      ['PATCH', `/api/organizations/${id}/`],
      ['GET', '/api/users/me/'],
      ['POST', '/api/auth/change-password/'],
      ['POST', '/api/auth/logout/'],
      ['GET', '/api/permissions/'],
    ] as const) {
      const response = await client.request(path, method).bearerToken(key).json({})
      response.assertStatus(403)
    }
  })

  test('R-14: shrinks with its sponsor, and grows back with them', async ({ client }) => {
    const acme = await makeCompany()
    const sponsor = await hireWith(acme, ['api-keys:create', 'roles:read'])
    const sales = await systemRole(client, acme.owner, 'sales')
    const assignment = await assignRole(client, acme.owner, sponsor.userId, sales)
    const { key } = await makeApiKey(client, sponsor)
    const change = (isActive: boolean) =>
      client
        .patch(`/api/user-roles/${assignment}/`)
        .bearerToken(acme.owner.token)
        .json({ is_active: isActive })

    for (const [isActive, expected] of [
      [true, 200],
      [false, 403],
      [true, 200],
    ] as const) {
      await change(isActive)
      const response = await client.get('/api/customers/').bearerToken(key)
      response.assertStatus(expected)
    }
    await client
      .post(`/api/user-organizations/${sponsor.membershipId}/deactivate/`)
      .bearerToken(acme.owner.token)
    const locked = await client.get('/api/customers/').bearerToken(key)
    locked.assertStatus(401)
  })

  test('R-08: ends at once with its revocation, its expiry, its role or its organization', async ({
    client,
  }) => {
    const ends: Record<string, string> = {
      revoked: 'UPDATE api_keys SET revoked_at = now() WHERE id = $1',
      deleted: 'UPDATE api_keys SET deleted_at = now() WHERE id = $1',
      expired: `UPDATE api_keys SET expires_at = now() - interval '1 s' WHERE id = $1`,
      roleless: `DELETE FROM roles r USING api_keys k
                 WHERE k.id = $1 AND r.id = k.role_id AND r.organization_id = k.organization_id`,
      suspended: `UPDATE organizations o SET is_active = false FROM api_keys k
                  WHERE k.id = $1 AND o.id = k.organization_id`,
      sponsorless: `UPDATE users u SET is_active = false FROM api_keys k
                    WHERE k.id = $1 AND u.id = k.sponsor_id`,
    }
    for (const sql of Object.values(ends)) {
      const sponsor = await hire(await makeCompany(), { as: 'admin' })
      const { id, key } = await makeApiKey(client, sponsor)
      const before = await client.get('/api/customers/').bearerToken(key)
      before.assertStatus(200)

      await UnitOfWork.run(asSystem, (unit) => unit.query(sql, [id]))

      const after = await client.get('/api/customers/').bearerToken(key)
      after.assertStatus(401)
      after.assertBodyContains({ code: 'not_authenticated' })
    }
  })

  test('R-20: is known whole or not at all', async ({ client }) => {
    const { owner } = await makeCompany()
    const { key } = await makeApiKey(client, owner)

    for (const wrong of [
      key.slice(0, -1),
      `${key}A`,
      key.slice(5),
      key.toUpperCase(),
      `hcrm_${'A'.repeat(43)}`,
      `${key}.a.b`,
    ]) {
      const response = await client.get('/api/customers/').bearerToken(wrong)
      response.assertStatus(401)
    }
  })

  test('what it makes is its sponsor’s', async ({ client, assert }) => {
    const { owner } = await makeCompany()
    const { key } = await makeApiKey(client, owner)
    const made = await client.post('/api/customers/').bearerToken(key).json({ name: 'Initech' })

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ by: string }>('SELECT created_by_id AS by FROM customers WHERE id = $1', [
        made.body().id,
      ])
    )

    assert.equal(rows[0]?.by, owner.userId)
  })
})

test.group('API keys | life', () => {
  test('remembers when it was last used', async ({ client, assert }) => {
    const { owner } = await makeCompany()
    const { id, key } = await makeApiKey(client, owner)
    await client.get('/api/customers/').bearerToken(key)

    const { writeUsage } = await import('#core/access/key_usage')
    await writeUsage()

    const shown = await client.get(`${KEYS}${id}/`).bearerToken(owner.token)
    assert.closeTo(Date.parse(shown.body().last_used_at), Date.now(), 60_000)
    assert.equal(shown.body().version, 1)
  })

  test('rotates: the old one ends, or works on for as long as it is said', async ({
    client,
    assert,
  }) => {
    const { owner } = await makeCompany()
    const { id, key: first } = await makeApiKey(client, owner)
    const statuses = async (...keys: string[]) => {
      const answers = []
      for (const key of keys) {
        answers.push((await client.get('/api/customers/').bearerToken(key)).status())
      }
      return answers
    }
    const rotate = (body: object) =>
      client.post(`${KEYS}${id}/rotate/`).bearerToken(owner.token).json(body)

    const overlapping = await rotate({ overlap_hours: 24 })
    overlapping.assertStatus(200)
    const second = overlapping.body().api_key.key
    assert.deepEqual(await statuses(first, second), [200, 200])
    assert.isNotNull(overlapping.body().api_key.previous_expires_at)

    const third = (await rotate({})).body().api_key.key
    assert.deepEqual(await statuses(first, second, third), [401, 401, 200])
    for (const wrong of [{ overlap_hours: -1 }, { overlap_hours: 721 }, { overlap: 1 }]) {
      const refused = await rotate(wrong)
      refused.assertStatus(422)
    }
  })

  test('an overlap ends', async ({ client }) => {
    const { owner } = await makeCompany()
    const { id, key } = await makeApiKey(client, owner)
    await client.post(`${KEYS}${id}/rotate/`).bearerToken(owner.token).json({ overlap_hours: 1 })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(`UPDATE api_keys SET previous_expires_at = now() - interval '1 s' WHERE id = $1`, [
        id,
      ])
    )

    const response = await client.get('/api/customers/').bearerToken(key)

    response.assertStatus(401)
  })

  test('R-14: anyone who rotates it answers for it, and must hold what it may do', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { id } = await makeApiKey(client, acme.owner)
    const lesser = await hireWith(acme, ['api-keys:update', 'api-keys:read', 'customers:read'])
    const equal = await hire(acme, { as: 'admin' })

    const refused = await client.post(`${KEYS}${id}/rotate/`).bearerToken(lesser.token).json({})
    const rotated = await client.post(`${KEYS}${id}/rotate/`).bearerToken(equal.token).json({})

    refused.assertStatus(403)
    refused.assertBodyContains({ code: 'cannot_grant' })
    rotated.assertStatus(200)
    assert.equal(rotated.body().api_key.sponsor.id, equal.userId)
  })

  test('R-14: no one extends a key beyond what they hold', async ({ client }) => {
    const acme = await makeCompany()
    const { id } = await makeApiKey(client, acme.owner, { role: 'viewer' })
    const lesser = await hireWith(acme, [
      'api-keys:update',
      'api-keys:read',
      'roles:read',
      'customers:read',
    ])
    const admins = await systemRole(client, acme.owner, 'admin')
    const change = (body: object) =>
      client.patch(`${KEYS}${id}/`).bearerToken(lesser.token).json(body)

    const renamed = await change({ name: 'Newsletter' })
    const widened = await change({ role_id: admins })

    renamed.assertStatus(200)
    widened.assertStatus(403)
  })

  test('is revoked for good, and stays in the list; deleting takes it out', async ({
    client,
    assert,
  }) => {
    const { owner } = await makeCompany()
    const { id, key } = await makeApiKey(client, owner)

    for (let time = 0; time < 2; time += 1) {
      const revoked = await client.post(`${KEYS}${id}/revoke/`).bearerToken(owner.token)
      revoked.assertStatus(200)
      assert.isFalse(revoked.body().api_key.is_active)
    }
    const dead = await client.get('/api/customers/').bearerToken(key)
    dead.assertStatus(401)
    const rotated = await client.post(`${KEYS}${id}/rotate/`).bearerToken(owner.token).json({})
    rotated.assertStatus(409)
    rotated.assertBodyContains({ code: 'api_key_revoked' })
    const deleted = await client.delete(`${KEYS}${id}/`).bearerToken(owner.token)
    deleted.assertStatus(204)
    const gone = await client.get(`${KEYS}${id}/`).bearerToken(owner.token)
    gone.assertStatus(404)
  })
})

test.group('API keys | about themselves', () => {
  test('a key reads what it is, and what it may do at this moment', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { id, key } = await makeApiKey(client, acme.owner, {
      permissions: ['customers:read', 'customers:export', 'deals:read'],
    })
    const me = await client.get(`${KEYS}me/`).bearerToken(key)
    me.assertStatus(200)
    assert.containsSubset(me.body(), {
      id,
      name: 'Web shop',
      organization: acme.id,
      sponsor: { id: acme.owner.userId },
      permissions: ['customers:read', 'customers:export', 'deals:read'],
      effective_permissions: ['customers:export', 'customers:read', 'deals:read'],
      own_permissions: ['customers:export'],
    })
    assert.notInclude(me.text(), key)

    await client
      .patch(`${KEYS}${id}/`)
      .bearerToken(acme.owner.token)
      .json({ permissions: ['customers:read'] })
    const after = await client.get(`${KEYS}me/`).bearerToken(key)
    assert.deepEqual(after.body().effective_permissions, ['customers:read'])

    const person = await client.get(`${KEYS}me/`).bearerToken(acme.owner.token)
    person.assertStatus(404)
    ;(await client.get('/api/users/me/').bearerToken(key)).assertStatus(403)
    const anonymous = await client.get(`${KEYS}me/`)
    anonymous.assertStatus(401)
  })

  test('a key reads the description of what it may do, and the choices', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { key } = await makeApiKey(client, acme.owner, {
      permissions: ['customers:read', 'customers:create'],
    })
    const mine = await client.get('/api/openapi/mine.json').bearerToken(key)
    mine.assertStatus(200)
    const { paths } = mine.body()
    assert.sameMembers(Object.keys(paths['/api/customers']), ['get', 'post'])
    assert.notProperty(paths, '/api/deals')
    assert.property(paths, '/api/api-keys/me')
    assert.notProperty(paths, '/api/users/me')

    const choices = await client.get('/api/choices/').bearerToken(key)
    choices.assertStatus(200)
    assert.property(choices.body(), 'customers')
    assert.notProperty(choices.body(), 'deals')
  })

  test('a key asks why it may do something, and about no one else', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { id, key } = await makeApiKey(client, acme.owner, {
      permissions: ['customers:read', 'customers:export'],
    })
    const explain = async (query: string) =>
      client.get(`/api/access/explain/?${query}`).bearerToken(key)

    for (const [query, allowed, reach] of [
      ['resource=customers', true, 'all'],
      ['resource=customers&user=me', true, 'all'],
      ['resource=customers&action=export', true, 'own'],
      ['resource=customers&action=update', false, null],
      ['resource=deals', false, null],
      ['resource=members', false, null],
    ] as const) {
      const response = await explain(query)
      response.assertStatus(200)
      assert.containsSubset(response.body(), { api_key: id, allowed, reach }, query)
    }
    for (const userId of [acme.owner.userId, (await hire(acme)).userId]) {
      const refused = await explain(`resource=customers&user=${userId}`)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'roles:read' })
    }
  })
})
