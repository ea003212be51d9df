import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { type Company, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { turnOn } from '#tests/support/plugins'

async function start(mode: 'refuse' | 'flag'): Promise<Company> {
  const acme = await makeCompany()
  await turnOn(acme, 'duplicates', { mode })
  return acme
}

const create = (client: ApiClient, company: Company, customer: object) =>
  client.post('/api/customers/').bearerToken(company.owner.token).json(customer)

const change = (client: ApiClient, company: Company, id: string, customer: object) =>
  client.patch(`/api/customers/${id}/`).bearerToken(company.owner.token).json(customer)

test.group('Duplicates', () => {
  test('refuses a twin by its address in any case, and by its number in any writing', async ({
    client,
  }) => {
    const acme = await start('refuse')
    const first = { name: 'Ann', email: 'Ann@Example.com', phone: '+49 30 1234567' }
    await create(client, acme, first)

    for (const twin of [{ email: 'ann@example.COM' }, { phone: '+49 (30) 123-4567' }]) {
      const response = await create(client, acme, { name: 'Duplicate', ...twin })
      response.assertStatus(422)
      response.assertBodyContains({ code: 'vetoed', plugin: 'duplicates' })
    }
    const other = await create(client, acme, { name: 'Other', email: 'other@example.com' })
    other.assertStatus(201)
  })

  test('flags a twin with the one that was there first, until it is none any more', async ({
    client,
    assert,
  }) => {
    const acme = await start('flag')
    const first = await create(client, acme, { name: 'Ann', email: 'ann@example.com' })
    const twin = await create(client, acme, { name: 'Duplicate', email: 'ANN@example.com' })

    twin.assertStatus(201)
    assert.equal(twin.body().extensions.duplicates.of, first.body().id)
    const mended = await change(client, acme, twin.body().id, { email: 'twin@example.com' })
    assert.isNull(mended.body().extensions.duplicates.of)
    const again = await change(client, acme, twin.body().id, { email: 'ann@example.com' })
    assert.equal(again.body().extensions.duplicates.of, first.body().id)
  })

  test('a change that touches neither is no question', async ({ client }) => {
    const acme = await start('flag')
    await create(client, acme, { name: 'Ann', email: 'ann@example.com' })
    const twin = await create(client, acme, { name: 'Duplicate', email: 'ann@example.com' })
    await client
      .patch('/api/plugins/duplicates/')
      .bearerToken(acme.owner.token)
      .json({ settings: { mode: 'refuse' } })

    const renamed = await change(client, acme, twin.body().id, { name: 'Still a twin' })
    renamed.assertStatus(200)
  })

  test('of several that come at once, one is let in', async ({ client, assert }) => {
    const acme = await start('refuse')
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        create(client, acme, { name: `Ann ${number}`, email: 'ann@example.com' })
      )
    )

    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [201, 422, 422, 422]
    )
  })

  test("a deleted record, and another organization's, is no one's twin", async ({ client }) => {
    const acme = await start('refuse')
    const globex = await start('refuse')
    const ann = { name: 'Ann', email: 'ann@example.com' }
    const first = await create(client, acme, ann)
    const elsewhere = await create(client, globex, ann)
    elsewhere.assertStatus(201)
    await client.delete(`/api/customers/${first.body().id}/`).bearerToken(acme.owner.token)

    const again = await create(client, acme, ann)
    again.assertStatus(201)
  })

  test('a lead who is a customer already is flagged, and scored for it', async ({
    client,
    assert,
  }) => {
    const acme = await start('flag')
    const ann = await create(client, acme, { name: 'Ann', email: 'ann@example.com' })
    const makeLead = (email: string) =>
      client.post('/api/leads/').bearerToken(acme.owner.token).json({ name: 'Ann Lead', email })

    const known = await makeLead('ANN@example.com')
    const unknown = await makeLead('ben@example.com')

    known.assertStatus(201)
    assert.equal(known.body().extensions.duplicates.of, ann.body().id)
    assert.equal(known.body().lead_score - unknown.body().lead_score, 15)
    const score = await client
      .get(`/api/leads/${known.body().id}/score/`)
      .bearerToken(acme.owner.token)
    const rule = score
      .body()
      .automatic.rules.find(({ id }: { id: string }) => id === 'duplicates.known_customer')
    assert.deepEqual(rule, {
      id: 'duplicates.known_customer',
      label: 'Is a customer already',
      points: 15,
    })
  })

  test('a conversion that would make a twin is refused, and nothing of it is done', async ({
    client,
    assert,
  }) => {
    const acme = await start('flag')
    await create(client, acme, { name: 'Ann', email: 'ann@example.com' })
    const lead = await client
      .post('/api/leads/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lead', email: 'ann@example.com' })
    await client
      .patch('/api/plugins/duplicates/')
      .bearerToken(acme.owner.token)
      .json({ settings: { mode: 'refuse' } })
    const path = `/api/leads/${lead.body().id}/`
    await client.post(`${path}qualify/`).bearerToken(acme.owner.token)

    const refused = await client
      .post(`${path}convert/`)
      .bearerToken(acme.owner.token)
      .json({ customer_type: 'individual' })

    refused.assertStatus(422)
    refused.assertBodyContains({ code: 'vetoed', plugin: 'duplicates' })
    const after = await client.get(path).bearerToken(acme.owner.token)
    assert.isNull(after.body().converted_at)
  })

  test('a number is found in another writing, as a mobile one, and when a record comes back', async ({
    client,
  }) => {
    const acme = await start('refuse')
    const first = { name: 'Ann', mobile: '030 1234567', country: 'DE' }
    const ann = await create(client, acme, first)
    for (const twin of [{ phone: '+49 30 1234567' }, { mobile: '030/1234567', country: 'DE' }]) {
      const refused = await create(client, acme, { name: 'Duplicate', ...twin })
      refused.assertStatus(422)
      refused.assertBodyContains({ code: 'vetoed', plugin: 'duplicates' })
    }
    const path = `/api/customers/${ann.body().id}/`
    await client.delete(path).bearerToken(acme.owner.token)
    const other = await create(client, acme, { name: 'Ben', phone: '+49 30 1234567' })
    other.assertStatus(201)
    const restored = await client.post(`${path}restore/`).bearerToken(acme.owner.token)
    restored.assertStatus(422)
    restored.assertBodyContains({ code: 'vetoed', plugin: 'duplicates' })
  })

  test('a lead that is there as a lead or a customer is refused, in any writing of its number', async ({
    client,
    assert,
  }) => {
    const acme = await start('refuse')
    const { token } = acme.owner
    const lead = (body: object) => client.post('/api/leads/').bearerToken(token).json(body)
    await create(client, acme, { name: 'Cora', mobile: '+1 (415) 555-2671 x12' })
    const first = await lead({ name: 'Lea', email: 'Lea@example.com', mobile: '+49 30 1234567' })
    first.assertStatus(201)

    for (const [twin, of] of [
      [{ phone: '+1 415 555 2671' }, 'Cora'],
      [{ mobile: '+1-415-555-2671 ext. 12' }, 'Cora'],
      [{ email: 'lea@EXAMPLE.com' }, 'Lea'],
      [{ phone: '030/1234567', country: 'DE' }, 'Lea'],
    ] as const) {
      const refused = await lead({ name: 'Twin', ...twin })
      refused.assertStatus(422)
      refused.assertBodyContains({ code: 'vetoed', plugin: 'duplicates' })
      assert.match(refused.body().detail, new RegExp(`^${of} `))
    }
    const other = await lead({ name: 'Other', email: 'other@example.com' })
    const path = `/api/leads/${other.body().id}/`
    const changed = await client.patch(path).bearerToken(token).json({ phone: '+49301234567' })
    changed.assertStatus(422)

    /* A customer may be who a lead is: that is what leads are for. */
    const customer = await create(client, acme, { name: 'Lea', email: 'lea@example.com' })
    customer.assertStatus(201)
  })

  test('a lead comes back unless another one has taken its place, and its own customer is none', async ({
    client,
  }) => {
    const acme = await start('refuse')
    const { token } = acme.owner
    const make = async (name: string) =>
      (
        await client.post('/api/leads/').bearerToken(token).json({ name, email: 'lea@example.com' })
      ).body().id
    const at = (id: string) => `/api/leads/${id}/`
    const first = await make('Lea')
    await client.delete(at(first)).bearerToken(token)
    const second = await make('Lea again')
    const refused = await client.post(`${at(first)}restore/`).bearerToken(token)
    refused.assertStatus(422)
    refused.assertBodyContains({ code: 'vetoed' })

    const converted = await client
      .post(`${at(second)}convert/`)
      .bearerToken(token)
      .json({})
    converted.assertStatus(201)
    await client.delete(at(second)).bearerToken(token)
    const restored = await client.post(`${at(second)}restore/`).bearerToken(token)
    restored.assertStatus(200)
  })

  test('looking for a twin reads an index, however many customers and leads there are', async ({
    assert,
  }) => {
    const acme = await start('refuse')
    const plan = await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      for (const [table, more] of [
        [
          'customers',
          `, customer_type, status) SELECT app_organization(), gen_random_uuid(), 'M' || n, 'N' || n, n || '@x.com', 'individual', 'active'`,
        ],
        [
          'leads',
          `) SELECT app_organization(), gen_random_uuid(), 'M' || n, 'N' || n, n || '@x.com'`,
        ],
      ]) {
        await unit.query(
          `INSERT INTO ${table} (organization_id, id, code, name, email${more} FROM generate_series(1, 500) n`
        )
      }
      await unit.query('SET LOCAL ROLE none')
      await unit.query('ANALYZE customers, leads')
      await unit.query('SET LOCAL ROLE crm_system')
      for (const way of ['seqscan', 'indexscan', 'indexonlyscan']) {
        await unit.query(`SET LOCAL enable_${way} = off`)
      }
      const keys = 'organization_id, email_key, phone, phone_normalized, mobile, mobile_normalized'
      const { rows } = await unit.query<{ 'QUERY PLAN': string }>(
        ['customers', 'leads']
          .map(
            (table) =>
              `SELECT id FROM ${table} WHERE deleted_at IS NULL AND duplicates_keys(${keys}) && ARRAY(SELECT 'a'::text)`
          )
          .join(' UNION ALL ')
          .replace(/^/, 'EXPLAIN ')
      )
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    assert.include(plan, 'duplicates_customers_keys', plan)
    assert.include(plan, 'duplicates_leads_keys')
  })

  test('a number with its extension is kept as it was written', async ({ client, assert }) => {
    const acme = await makeCompany()
    const phone = '+1 (415) 555-2671 x12'
    const made = await create(client, acme, { name: 'Ann', phone })
    made.assertStatus(201)
    assert.equal(made.body().phone, phone)
    assert.equal(made.body().phone_normalized, '+14155552671')
    const refused = await create(client, acme, { name: 'Ann', phone: '+1 415 x' })
    refused.assertStatus(422)
  })
})
