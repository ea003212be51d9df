import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase, makeDeal } from '#tests/support/deals'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

test.group('Associations', (group) => {
  let acme: Company
  let deal: string
  let customer: string

  group.each.setup(async () => {
    acme = await makeCompany()
    deal = await makeDeal(acme)
    customer = await makeCustomer(acme, { name: 'Ann Lee' })
  })

  const pathOf = () => `/api/deals/${deal}/associations/customers/${customer}/`

  test('a pair reads from both sides, by what each is for the other', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    await makeLabel(client, acme, {
      from: 'deals',
      to: 'customers',
      key: 'reseller',
      title: 'Reseller',
      inverse_title: 'Resold deal',
    })

    const made = await put(pathOf(), { labels: ['reseller'] })
    made.assertStatus(201)
    assert.containsSubset(made.body(), {
      id: customer,
      name: 'Ann Lee',
      association: { is_primary: false, labels: [{ key: 'reseller', title: 'Reseller' }] },
    })

    const listed = await get(`/api/deals/${deal}/associations/customers/`)
    assert.equal(listed.body().count, 1)
    assert.deepEqual(listed.body().results, [made.body()])
    const back = await get(`/api/customers/${customer}/associations/deals/`)
    assert.containsSubset(back.body().results, [
      { id: deal, association: { labels: [{ key: 'reseller', title: 'Resold deal' }] } },
    ])
    const one = await get(`/api/customers/${customer}/associations/deals/${deal}/`)
    assert.deepEqual(one.body(), back.body().results[0])
  })

  test('to put it again changes nothing; labels are replaced, or added to', async ({
    client,
    assert,
  }) => {
    const { put } = api(client, acme.owner)
    for (const key of ['reseller', 'referrer']) {
      await makeLabel(client, acme, { from: 'customers', to: 'deals', key })
    }
    const keysAfter = async (body: Record<string, unknown>, status = 200) => {
      const response = await put(pathOf(), body)
      response.assertStatus(status)
      const { labels, version } = response.body().association
      return [labels.map(({ key }: { key: string }) => key).join(), version]
    }

    assert.deepEqual(await keysAfter({}, 201), ['', 1])
    assert.deepEqual(await keysAfter({ labels: ['reseller'] }), ['reseller', 2])
    assert.deepEqual(await keysAfter({ labels: ['reseller'] }), ['reseller', 2])
    assert.deepEqual(await keysAfter({ labels_add: ['referrer'] }), ['referrer,reseller', 3])
    assert.deepEqual(await keysAfter({}), ['referrer,reseller', 3])
    assert.deepEqual(await keysAfter({ labels: [] }), ['', 4])
  })

  test('what cannot be said is refused, and leaves nothing', async ({ client, assert }) => {
    const { get, put } = api(client, acme.owner)
    const list = `/api/deals/${deal}/associations/`
    const refused = async (path: string, body: Record<string, unknown>, status: number) => {
      const response = await put(path, body)
      response.assertStatus(status)
      return response.body()
    }

    const unknown = await refused(pathOf(), { labels: ['boss'] }, 422)
    assert.equal(unknown.errors[0].rule, 'unknown_label')
    await refused(pathOf(), { labels: [], labels_add: [] }, 422)
    await refused(pathOf(), { title: 'x' }, 422)
    await refused(`${list}customers/${randomUUID()}/`, {}, 404)
    await refused(`${list}customers/none/`, {}, 404)
    await refused(`${list}roles/${customer}/`, {}, 404)
    await refused(`${list}deals/${deal}/`, {}, 422)
    assert.equal((await get(`${list}customers/`)).body().count, 0)
  })

  test('an association that was not seen as it is, is neither changed nor taken away', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    const made = await put(pathOf(), {})
    const tag = String(made.header('etag'))
    const changed = await put(pathOf(), { is_primary: true })
    changed.assertStatus(200)

    const late = await client.delete(pathOf()).bearerToken(acme.owner.token).header('If-Match', tag)
    late.assertStatus(412)
    const gone = await client
      .delete(pathOf())
      .bearerToken(acme.owner.token)
      .header('If-Match', String(changed.header('etag')))
    gone.assertStatus(204)
    assert.equal((await get(`/api/customers/${customer}/associations/deals/`)).body().count, 0)
    const again = await client.delete(pathOf()).bearerToken(acme.owner.token)
    again.assertStatus(404)
  })

  test('one of a resource is the primary one', async ({ client, assert }) => {
    const { get, put } = api(client, acme.owner)
    const other = await makeCustomer(acme, { name: 'Bob' })
    await put(pathOf(), { is_primary: true })
    await put(`/api/deals/${deal}/associations/customers/${other}/`, { is_primary: true })

    const { results } = (
      await get(`/api/deals/${deal}/associations/customers/?ordering=name`)
    ).body()
    assert.deepEqual(
      results.map(
        (entry: { association: { is_primary: boolean } }) => entry.association.is_primary
      ),
      [false, true]
    )
    const back = await get(`/api/customers/${other}/associations/deals/`)
    assert.isFalse(back.body().results[0].association.is_primary)
  })

  test('deleting an end hides what it is associated with, and restoring it shows it again', async ({
    client,
    assert,
  }) => {
    const { get, post, put, delete: remove } = api(client, acme.owner)
    await put(pathOf(), {})
    const counts = async () => {
      const [list, filtered] = [
        await get(`/api/deals/${deal}/associations/customers/`),
        await get(`/api/deals/?associated[customers]=${customer}`),
      ]
      return [list.body().count, filtered.body().count]
    }
    assert.deepEqual(await counts(), [1, 1])
    await remove(`/api/customers/${customer}/`)
    assert.deepEqual(await counts(), [0, 0])
    await post(`/api/customers/${customer}/restore/`)
    assert.deepEqual(await counts(), [1, 1])
    await remove(`/api/deals/${deal}/`)
    const gone = await get(`/api/deals/${deal}/associations/customers/`)
    gone.assertStatus(404)
    assert.equal((await get(`/api/customers/${customer}/associations/deals/`)).body().count, 0)
  })

  test('an end that the caller may not read is neither listed nor counted', async ({
    client,
    assert,
  }) => {
    await api(client, acme.owner).put(pathOf(), {})
    const own = await hireWith(acme, ['deals:read', 'deals:update', 'customers:read/own'])
    const { get, put } = api(client, own)
    const list = await get(`/api/deals/${deal}/associations/customers/`)
    assert.deepEqual([list.body().count, list.body().results], [0, []])
    const filtered = await get(`/api/deals/?associated[customers]=${customer}`)
    assert.equal(filtered.body().count, 0)
    const refused = await put(pathOf(), {})
    refused.assertStatus(404)

    const none = await hireWith(acme, ['deals:read'])
    for (const path of [
      `/api/deals/${deal}/associations/customers/`,
      `/api/deals/?associated[customers]=${customer}`,
    ]) {
      const response = await api(client, none).get(path)
      response.assertStatus(403)
      response.assertBodyContains({ permission: 'customers:read' })
    }
  })

  test('who may change the one and read the other may associate them, and no one else', async ({
    client,
  }) => {
    const may = await hireWith(acme, ['deals:read', 'deals:update', 'customers:read'])
    const done = await api(client, may).put(pathOf(), {})
    done.assertStatus(201)
    const back = `/api/customers/${customer}/associations/deals/${deal}/`
    const other = await api(client, may).put(back, {})
    other.assertStatus(403)
    const viewer = await hire(acme, { roles: ['viewer'] })
    const read = await api(client, viewer).delete(pathOf())
    read.assertStatus(403)
    const globex = await makeCompany('Globex')
    const foreign = await api(client, globex.owner).put(pathOf(), {})
    foreign.assertStatus(404)
  })

  test('lists and exports are narrowed by what is associated, and by which label', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    await makeLabel(client, acme, { from: 'deals', to: 'customers', key: 'reseller' })
    await makeDeal(acme, { title: 'Other' })
    await put(pathOf(), { labels: ['reseller'] })
    const titles = async (query: string) =>
      (await get(`/api/deals/?${query}`)).body().results.map(({ id }: { id: string }) => id)

    assert.deepEqual(await titles(`associated[customers]=${customer}`), [deal])
    assert.deepEqual(await titles(`associated[customers]=${customer}&label=reseller`), [deal])
    assert.deepEqual(await titles(`associated[customers]=${customer}&label[customers]=reseller`), [
      deal,
    ])
    assert.deepEqual(await titles(`associated[customers]=${customer}&status=won`), [])
    assert.deepEqual(await titles(`associated[customers]=${randomUUID()}`), [])
    const csv = await get(`/api/deals/export/?fields=id&associated[customers]=${customer}`)
    assert.deepEqual(csv.text().trim().split('\r\n').slice(1), [deal])
    const sums = await get(`/api/deals/stats/?associated[customers]=${customer}`)
    assert.equal(sums.body().total_deals ?? sums.body().total, 1)
  })

  test('a filter that means nothing says so', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    const refusal = async (path: string) => {
      const response = await get(path)
      response.assertStatus(400)
      const { code, detail, accepted } = response.body()
      return { code, detail, accepted }
    }
    const one = `associated[customers]=${customer}`
    const label = await refusal(`/api/deals/?${one}&label=boss`)
    assert.equal(label.code, 'unknown_label')
    const unknown = await refusal('/api/deals/?associated[robots]=1')
    assert.include(unknown.accepted, 'associated[customers]')
    assert.equal((await refusal('/api/deals/?associated[customers]=1')).code, 'malformed_parameter')
    await refusal(`/api/deals/?associated=${customer}`)
    await refusal('/api/deals/?label=reseller')
    await refusal(`/api/deals/?${one}&deleted=true`)
    await refusal(`/api/deals/?${one}&associated[leads]=${deal}&label=reseller`)
    await refusal(`/api/roles/?${one}`)
    await refusal(`/api/deals/${deal}/associations/customers/?status=active`)
    await refusal(`/api/deals/${deal}/associations/customers/?label=boss`)
  })

  test('many are written at once, each with its own outcome', async ({ client, assert }) => {
    const { post, get } = api(client, acme.owner)
    const from = { resource: 'deals', id: deal }
    const to = { resource: 'customers', id: customer }
    const response = await post('/api/associations/batch/', {
      associations: [
        { from, to },
        { from, to: { resource: 'customers', id: randomUUID() } },
        { from, to, labels: ['boss'] },
        { from: to, to: from, is_primary: true },
      ],
    })
    response.assertStatus(200)
    assert.deepEqual(
      response
        .body()
        .results.map(({ index, status }: { index: number; status: number }) => [index, status]),
      [
        [0, 201],
        [1, 404],
        [2, 422],
        [3, 200],
      ]
    )
    assert.equal(response.body().count, 2)
    assert.equal((await get(`/api/deals/${deal}/associations/customers/`)).body().count, 1)
    const gone = await post('/api/associations/batch/', {
      associations: [{ action: 'dissociate', from, to }],
    })
    assert.equal(gone.body().results[0].status, 204)
    const viewer = await hire(acme, { roles: ['viewer'] })
    const denied = await api(client, viewer).post('/api/associations/batch/', {
      associations: [{ from, to }],
    })
    assert.equal(denied.body().results[0].status, 403)
    const many = await post('/api/associations/batch/', {
      associations: Array.from({ length: 201 }, () => ({ from, to })),
    })
    many.assertStatus(422)
  })

  test('both ends have it in their logs', async ({ client, assert }) => {
    const { get, put, delete: remove } = api(client, acme.owner)
    await makeLabel(client, acme, { from: 'deals', to: 'customers', key: 'reseller' })
    await put(pathOf(), { labels: ['reseller'] })
    await remove(pathOf())
    for (const [resource, id, other] of [
      ['deals', deal, 'customers'],
      ['customers', customer, 'deals'],
    ]) {
      const { results } = (
        await get(`/api/audit-logs/?resource=${resource}&record_id=${id}&ordering=created_at`)
      ).body()
      const told = results.filter(({ action }: { action: string }) => action.includes('ssociate'))
      assert.deepEqual(
        told.map(({ action }: { action: string }) => action),
        [`${resource}:associate`, `${resource}:dissociate`]
      )
      assert.containsSubset(told[0].details, {
        before: null,
        after: { resource: other, labels: ['reseller'] },
      })
      assert.isNotNull(told[0].record.label)
    }
  })

  test('a list of them is the same number of statements, however many there are', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    const path = `/api/deals/${deal}/associations/customers/`
    await put(pathOf(), {})
    const few = await countStatements(() => get(path))
    for (const number of [1, 2, 3, 4, 5]) {
      const id = await makeCustomer(acme, { name: `Customer ${number}` })
      await put(`${path}${id}/`, {})
    }
    assert.equal(await countStatements(() => get(path)), few)
    assert.equal(few, 2)
    const filter = `/api/deals/?associated[customers]=${customer}`
    assert.equal(await countStatements(() => get(filter)), 1)
  })

  test('a pair is one row, whichever end it is written from', async ({ client, assert }) => {
    const { put } = api(client, acme.owner)
    await put(pathOf(), {})
    const back = await put(`/api/customers/${customer}/associations/deals/${deal}/`, {})
    back.assertStatus(200)
    const rows = await inDatabase(acme, 'SELECT from_type, to_type FROM associations')
    assert.deepEqual(rows, [{ from_type: 'customers', to_type: 'deals' }])
  })
})
