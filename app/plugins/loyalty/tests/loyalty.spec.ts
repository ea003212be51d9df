import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import LoyaltyEntry from '#plugins/loyalty/models/loyalty_entry'
import { api } from '#tests/support/api'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { runJobs } from '#tests/support/jobs'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

async function start(settings = {}): Promise<Company> {
  const acme = await makeCompany()
  await turnOn(acme, 'loyalty', { welcome_points: 0, silver_from: 50, ...settings })
  return acme
}

const give = (client: ApiClient, company: Company, customerId: string, points: number) =>
  client
    .post('/api/loyalty-entries/')
    .bearerToken(company.owner.token)
    .json({ customer_id: customerId, points, reason: 'Test' })

const detailOf = async (client: ApiClient, company: Company, id: string) => {
  const response = await client.get(`/api/customers/${id}/`).bearerToken(company.owner.token)
  return response.body().extensions.loyalty
}

test.group('Loyalty', () => {
  test('a new customer is welcomed with the points that the organization gives', async ({
    client,
    assert,
  }) => {
    const acme = await start({ welcome_points: 60 })
    const id = await makeCustomer(acme, { name: 'Ann' })

    assert.deepEqual(await detailOf(client, acme, id), { points: 60, tier: 'silver' })
  })

  test('points add up to a tier, which lists can be filtered by', async ({ client, assert }) => {
    const acme = await start()
    const ann = await makeCustomer(acme, { name: 'Ann' })
    await makeCustomer(acme, { name: 'Ben' })

    const entry = await give(client, acme, ann, 30)
    entry.assertStatus(201)
    await give(client, acme, ann, 30)

    assert.deepEqual(await detailOf(client, acme, ann), { points: 60, tier: 'silver' })
    const list = await client
      .get('/api/customers/?extensions.loyalty.tier=silver')
      .bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Ann'])
    const balance = await client
      .get(`/api/loyalty/customers/${ann}/balance/`)
      .bearerToken(acme.owner.token)
    assert.deepEqual(balance.body(), { customer_id: ann, points: 60, tier: 'silver' })
  })

  test('more than there is cannot be taken, however many try at once', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const ann = await makeCustomer(acme, { name: 'Ann' })
    await give(client, acme, ann, 10)

    const answers = await Promise.all([1, 2, 3, 4].map(() => give(client, acme, ann, -10)))

    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [201, 422, 422, 422]
    )
    const refused = answers.find((answer) => answer.status() === 422)
    refused?.assertBodyContains({ code: 'vetoed', plugin: 'loyalty' })
    assert.deepEqual(await detailOf(client, acme, ann), { points: 0, tier: 'basic' })
  })

  test('points grow too old, once', async ({ client, assert }) => {
    const acme = await start()
    const ann = await makeCustomer(acme, { name: 'Ann' })
    await give(client, acme, ann, 60)
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await unit.query(`UPDATE loyalty_entries SET expires_at = now() - interval '1 day'`)
    })

    const expire = jobs.find('loyalty:expire')
    assert.isDefined(expire)
    for (let time = 0; time < 2; time += 1) {
      await UnitOfWork.run(forOrganization(acme.id), async () => {
        if (expire) await enqueue(expire, { organizationId: acme.id })
      })
      await runJobs()
    }

    assert.deepEqual(await detailOf(client, acme, ann), { points: 0, tier: 'basic' })
  })

  test('what belongs to another organization is unknown', async ({ client, assert }) => {
    const acme = await start()
    const globex = await start()
    const theirs = await makeCustomer(globex, { name: 'Theirs' })

    const given = await give(client, acme, theirs, 10)
    given.assertStatus(422)
    const balance = await client
      .get(`/api/loyalty/customers/${theirs}/balance/`)
      .bearerToken(acme.owner.token)
    balance.assertStatus(404)
    await UnitOfWork.run(forOrganization(globex.id), async () => {
      assert.lengthOf(await LoyaltyEntry.query(), 0)
    })
  })

  test('where it is off there is nothing of it', async ({ client }) => {
    const acme = await makeCompany()
    for (const path of ['loyalty-entries/', `loyalty/customers/${acme.id}/balance/`]) {
      const response = await client.get(`/api/${path}`).bearerToken(acme.owner.token)
      response.assertStatus(404)
      response.assertBodyContains({ code: 'plugin_disabled' })
    }
  })

  test('entries are listed and made under their customer, whom the caller must be able to read', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const globex = await start()
    const [ann, ben] = [await makeCustomer(acme), await makeCustomer(acme)]
    await give(client, acme, ben, 5)
    const { get, post } = api(client, acme.owner)
    const path = `/api/customers/${ann}/loyalty-entries/`

    const made = await post(path, { points: 30, reason: 'Thanks' })
    made.assertStatus(201)
    assert.equal(made.body().customer_id, ann)
    made.assertHeader('location', `/api/loyalty-entries/${made.body().id}/`)
    assert.equal((await get(made.header('location') ?? '')).status(), 200)
    const list = await get(`${path}?ordering=-points`)
    assert.deepEqual(
      list.body().results.map(({ points }: { points: number }) => points),
      [30]
    )
    assert.equal(list.body().count, 1)
    const filtered = await get(`${path}?points[gte]=31`)
    assert.equal(filtered.body().count, 0)

    const one = `${path}${made.body().id}/`
    assert.deepEqual((await get(one)).body(), made.body())
    assert.equal((await get(one.replace(ann, ben))).status(), 404)

    const wrong = await post(path, { customer_id: ben, points: 1 })
    wrong.assertStatus(422)
    wrong.assertBodyContains({ errors: [{ field: 'customer_id', rule: 'parent' }] })
    const own = await hireWith(acme, [
      'customers:read/own',
      'loyalty-entries:read',
      'loyalty-entries:create',
    ])
    const blind = await hireWith(acme, ['loyalty-entries:read', 'loyalty-entries:create'])
    for (const [caller, status] of [
      [globex.owner, 404],
      [own, 404],
      [blind, 403],
    ] as const) {
      const theirs = api(client, caller)
      for (const response of [
        await theirs.get(path),
        await theirs.get(one),
        await theirs.post(path, { points: 1 }),
        await theirs.post(`/api/customers/${ann}/loyalty/recount/`),
      ]) {
        response.assertStatus(status)
      }
    }
    assert.equal((await get(path)).body().count, 1)
    const removed = await api(client, acme.owner).delete(one)
    removed.assertStatus(204)
    assert.equal((await get(path)).body().count, 0)
  })

  test('no entry is made under a customer who is deleted at the same time', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const { delete: remove, post } = api(client, acme.owner)
    for (let round = 0; round < 5; round += 1) {
      const ann = await makeCustomer(acme)
      const statuses = await Promise.all([
        post(`/api/customers/${ann}/loyalty-entries/`, { points: 1 }),
        remove(`/api/customers/${ann}/`),
      ])
      const seen = statuses.map((response) => response.status()).join()
      assert.include(['201,409', '404,204'], seen)
    }
  })

  test('points are counted anew under their customer', async ({ client, assert }) => {
    const acme = await start()
    const ann = await makeCustomer(acme)
    const { post } = api(client, acme.owner)
    const path = `/api/customers/${ann}/loyalty/recount/`
    await give(client, acme, ann, 60)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE loyalty_entries SET points = 20 WHERE points = 60`)
    )

    const counted = await post(path)
    counted.assertStatus(200)
    assert.deepEqual(counted.body(), { customer_id: ann, points: 20, tier: 'basic' })
    assert.deepEqual(await detailOf(client, acme, ann), { points: 20, tier: 'basic' })
    const unread = await post(path, { points: 1000 })
    unread.assertStatus(422)
    const stale = await client
      .post(path)
      .bearerToken(acme.owner.token)
      .header('If-Match', '"1"')
      .json({})
    stale.assertStatus(412)
    const viewer = await hire(acme, { roles: ['viewer'] })
    const denied = await api(client, viewer).post(path)
    denied.assertStatus(403)
    denied.assertBodyContains({ permission: 'loyalty-entries:create' })
  })

  test('needs its permissions', async ({ client }) => {
    const acme = await start()
    const viewer = await hire(acme, { roles: ['viewer'] })
    const ann = await makeCustomer(acme, { name: 'Ann' })

    const read = await client.get('/api/loyalty-entries/').bearerToken(viewer.token)
    read.assertStatus(200)
    const write = await client
      .post('/api/loyalty-entries/')
      .bearerToken(viewer.token)
      .json({ customer_id: ann, points: 1 })
    write.assertStatus(403)
    write.assertBodyContains({ permission: 'loyalty-entries:create' })
  })
})
