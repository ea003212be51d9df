import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { MAX_MATCHES } from '#admin/record_list'
import { resources } from '#core/resources/registry'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

/** More customers than a search looks at, whose names hold the same word. */
async function makeCrowd({ id }: Company) {
  await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query(
      `INSERT INTO customers (organization_id, id, name, created_at)
       SELECT $1, gen_random_uuid(), 'Crowd ' || n, now() - make_interval(mins => n)
       FROM generate_series(1, $2::int) n`,
      [id, MAX_MATCHES + 50]
    )
  )
}

test.group('Admin | records | search', () => {
  test('looks at the newest of what matches nearly everything, and says so', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCrowd(acme)
    const list = `/admin/organizations/${acme.slug}/customers`
    const visitor = await enter()

    const broad = await visitor.get(`${list}?search=crowd`)
    const sorted = await visitor.get(`${list}?search=crowd&ordering=created_at`)
    const narrow = await visitor.get(`${list}?search=crowd+2049`)

    assert.include(broad.html, '2,000+')
    assert.include(broad.html, 'these are the newest')
    assert.include(broad.html, 'Choose Crowd 1"')
    assert.notInclude(sorted.html, 'Choose Crowd 2050"')
    assert.include(sorted.html, 'Choose Crowd 2000"')
    assert.include(narrow.html, 'Crowd 2049')
    assert.notInclude(narrow.html, 'these are the newest')
  }).timeout(20_000)

  test('finds deals by their customers, too, and pickers find by their search', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Wile E. Coyote' })
    await makeDeal(acme, { title: 'Rockets', customer_id: customer })
    await makeDeal(acme, { title: 'Anvils' })
    const here = `/admin/organizations/${acme.slug}`
    const visitor = await enter()

    const deals = await visitor.get(`${here}/deals?search=coyote`)
    const board = await visitor.get(`${here}/board?search=coyote`)
    const picked = await visitor.get(`${here}/candidates/customers?search=coyote`)

    for (const { html } of [deals, board]) {
      assert.include(html, 'Rockets')
      assert.notInclude(html, 'Anvils')
    }
    assert.deepEqual(JSON.parse(picked.html), [{ id: customer, label: 'Wile E. Coyote (CUST001)' }])
  })

  test('finds what is deleted among what is deleted', async ({ client, assert }) => {
    const acme = await makeCompany()
    for (const name of ['Gone Coyote', 'Gone Runner']) {
      const id = await makeCustomer(acme, { name })
      await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    }
    await makeCustomer(acme, { name: 'Living Coyote' })
    const list = `/admin/organizations/${acme.slug}/customers`

    const { html } = await (await enter()).get(`${list}?search=coyote&deleted=true`)
    const answer = await client
      .get('/api/customers/?search=COYOTE&deleted=true')
      .bearerToken(acme.owner.token)

    assert.include(html, 'Gone Coyote')
    assert.notMatch(html, /Gone Runner|Living Coyote/)
    assert.deepEqual([answer.body().count, answer.body().results[0].name], [1, 'Gone Coyote'])
  })

  test('is there for every resource that can be searched', async ({ assert }) => {
    const searchable = [...resources.values()].filter((resource) => resource.searchable)
    const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
      `SELECT proname AS name FROM pg_proc
       WHERE pg_get_function_identity_arguments(oid) = 'term text, most integer'`
    )

    assert.isAbove(searchable.length, 4)
    assert.includeMembers(
      rows.map(({ name }) => name),
      searchable.map(({ table }) => `search_${table}`)
    )
  })
})
