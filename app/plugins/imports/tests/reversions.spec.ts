import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { eventsOf } from '#tests/support/audit'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const BY_MAIL: Asked = {
  match_by: 'email',
  mapping: {
    name: 'name',
    email: 'mail',
    city: { column: 'city', empty: 'clear' },
    tags: 'tags',
    rating: 'rating',
  },
}

test.group('Imports | reversions', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const revert = (client: ApiClient, id: string, token = acme.owner.token) =>
    client.post(`/api/imports/${id}/revert/`).bearerToken(token)
  const customers = () =>
    inDatabase(
      acme,
      `SELECT name, email, city, tags, rating::text FROM customers
       WHERE deleted_at IS NULL ORDER BY code`
    )

  test('delete what was made, and write back what was changed, each as a change of its own', async ({
    client,
    assert,
  }) => {
    const first = csv('name,mail,city,tags,rating', 'Ann,ann@example.com,Graz,"a,b",4.5')
    await importFile(client, acme.owner, first, BY_MAIL)
    const before = await customers()
    const second = csv(
      'name,mail,city,tags,rating',
      'Anna,ann@example.com,,c,5',
      'Bob,bob@example.com,,,',
      'Bobby,bob@example.com,Linz,,',
      'Annie,ann@example.com,,c,5',
      ',x,,,'
    )
    const done = await importFile(client, acme.owner, second, BY_MAIL)
    assert.containsSubset(done, { created: 1, updated: 3, failed: 1 })

    const response = await revert(client, done.id)
    response.assertStatus(200)
    response.assertBodyContains({ import: { status: 'reverting' } })
    const again = await revert(client, done.id)
    again.assertStatus(200)
    await runJobs()

    assert.deepEqual(await customers(), before)
    const ended = await client.get(`/api/imports/${done.id}/`).bearerToken(acme.owner.token)
    ended.assertBodyContains({ status: 'reverted', reverted: 2, kept: 0 })
    const over = await revert(client, done.id)
    over.assertBodyContains({ import: { status: 'reverted', reverted: 2 } })
    const actions = (await eventsOf(acme, 'customers')).map(({ action }) => action)
    assert.equal(actions.filter((action) => action === 'customers:delete').length, 1)
    const own = (await eventsOf(acme, 'imports')).map(({ action }) => action)
    assert.include(own, 'imports:revert')
  })

  test('reach days, decimals and more than one batch', async ({ client, assert }) => {
    const asked: Asked = {
      resource: 'deals',
      match_by: 'title',
      mapping: { title: 'title', expected_close_date: 'closes', value: 'value' },
    }
    const lines = (value: string) =>
      csv(
        'title,closes,value',
        ...Array.from(
          { length: 230 },
          (_, at) => `T${at},2027-01-${(at % 28) + 1 < 10 ? '0' : ''}${(at % 28) + 1},${value}`
        )
      )
    await importFile(client, acme.owner, lines('1.50'), asked)
    const deals = () =>
      inDatabase(
        acme,
        'SELECT title, value::text, expected_close_date::text FROM deals WHERE deleted_at IS NULL ORDER BY code'
      )
    const before = await deals()
    const changed = await importFile(
      client,
      acme.owner,
      lines('2').replaceAll('2027-01', '2028-02'),
      asked
    )
    assert.equal(changed.updated, 230)
    await revert(client, changed.id)
    await runJobs()
    assert.deepEqual(await deals(), before)
  })

  test('are refused once a record has changed since, and leave everything as it is', async ({
    client,
    assert,
  }) => {
    const done = await importFile(client, acme.owner, csv('name', 'Ann', 'Bob'))
    const list = await client.get('/api/customers/?name=Ann').bearerToken(acme.owner.token)
    const path = `/api/customers/${list.body().results[0].id}/`
    const changed = await client.patch(path).bearerToken(acme.owner.token).json({ city: 'Graz' })
    changed.assertStatus(200)
    const refused = await revert(client, done.id)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'import_changed', changed: 1, records: 2 })
    await runJobs()
    assert.lengthOf(await customers(), 2)
    const deleted = await importFile(client, acme.owner, csv('name', 'Cid'))
    const found = await client.get('/api/customers/?name=Cid').bearerToken(acme.owner.token)
    await client
      .delete(`/api/customers/${found.body().results[0].id}/`)
      .bearerToken(acme.owner.token)
    const gone = await revert(client, deleted.id)
    gone.assertBodyContains({ code: 'import_changed', changed: 1, records: 1 })
  })

  test('leave alone what changes while they run, and tell how much that is', async ({
    client,
    assert,
  }) => {
    const done = await importFile(client, acme.owner, csv('name', 'Ann', 'Bob'))
    await revert(client, done.id)
    const list = await client.get('/api/customers/?name=Ann').bearerToken(acme.owner.token)
    await client
      .patch(`/api/customers/${list.body().results[0].id}/`)
      .bearerToken(acme.owner.token)
      .json({ city: 'Graz' })
    await runJobs()
    const ended = await client.get(`/api/imports/${done.id}/`).bearerToken(acme.owner.token)
    ended.assertBodyContains({ status: 'reverted', reverted: 1, kept: 1 })
    assert.containsSubset(await customers(), [{ name: 'Ann', city: 'Graz' }])
  })

  test('are of imports that have ended and have done something', async ({ client }) => {
    const dry = await importFile(client, acme.owner, csv('name', 'Ann'), { dry_run: true })
    const refused = await revert(client, dry.id)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'not_revertible' })
    const queued = await sendFile(client, acme.owner, csv('name', 'Ann'))
    const early = await revert(client, queued.body().id)
    early.assertStatus(409)
    early.assertBodyContains({ code: 'import_unfinished' })
    await inDatabase(acme, `UPDATE imports SET file_removed_at = now() RETURNING id`)
    await runJobs()
    const late = await revert(client, queued.body().id)
    late.assertBodyContains({ code: 'not_revertible' })
  })

  test('need their permission, and those for the records', async ({ client, assert }) => {
    const done = await importFile(client, acme.owner, csv('name', 'Ann'))
    const globex = await makeCompany('Globex')
    const grants = ['imports:read', 'imports:revert', 'customers:read']
    const one = await hireWith(acme, ['imports:read', 'customers:delete'])
    const two = await hireWith(acme, grants)
    const own = await hireWith(acme, [...grants, 'customers:delete/own'])
    ;(await client.post(`/api/imports/${done.id}/revert/`)).assertStatus(401)
    ;(await revert(client, done.id, one.token)).assertStatus(403)
    ;(await revert(client, done.id, globex.owner.token)).assertStatus(404)
    const lacking = await revert(client, done.id, two.token)
    lacking.assertStatus(403)
    lacking.assertBodyContains({ permission: 'customers:delete' })
    const narrow = await revert(client, done.id, own.token)
    narrow.assertStatus(200)
    await runJobs()
    const ended = await client.get(`/api/imports/${done.id}/`).bearerToken(acme.owner.token)
    ended.assertBodyContains({ status: 'reverted', reverted: 0, kept: 1 })
    assert.lengthOf(await customers(), 1)
  })
})
