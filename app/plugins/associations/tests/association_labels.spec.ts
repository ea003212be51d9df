import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const partners = definePlugin({
  id: 'partners',
  version: '1.0.0',
  associations: {
    labels: [
      {
        from: 'deals',
        to: 'customers',
        key: 'partners_lead',
        title: 'Lead partner',
        inverseTitle: 'Led deal',
        limitTo: 1,
      },
    ],
  },
})

test.group('Association labels', (group) => {
  bring(group, [partners])
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const between = { from: 'deals', to: 'customers' }

  test('an organization has its own, which it may rename and delete', async ({
    client,
    assert,
  }) => {
    const { get, patch, delete: remove } = api(client, acme.owner)
    const id = await makeLabel(client, acme, { ...between, key: 'reseller', title: 'Reseller' })
    const changed = await patch(`/api/association-labels/${id}/`, { title: 'Value-added reseller' })
    changed.assertStatus(200)
    assert.containsSubset(changed.body(), {
      ...between,
      key: 'reseller',
      title: 'Value-added reseller',
      limit_to: null,
      is_built_in: false,
    })
    const fixed = await patch(`/api/association-labels/${id}/`, { key: 'other' })
    fixed.assertStatus(422)
    const gone = await remove(`/api/association-labels/${id}/`)
    gone.assertStatus(204)
    const after = await get(`/api/association-labels/${id}/`)
    after.assertStatus(404)
  })

  test('a key means one thing between two resources, whichever is named first', async ({
    client,
  }) => {
    const { post } = api(client, acme.owner)
    await makeLabel(client, acme, { ...between, key: 'reseller' })
    const body = { from: 'customers', to: 'deals', title: 'Again' }
    const again = await post('/api/association-labels/', { ...body, key: 'reseller' })
    again.assertStatus(409)
    again.assertBodyContains({ code: 'already_exists', field: 'key' })
    const builtIn = await post('/api/association-labels/', { ...body, key: 'partners_lead' })
    builtIn.assertStatus(409)
    const elsewhere = await post('/api/association-labels/', {
      ...body,
      to: 'leads',
      key: 'reseller',
    })
    elsewhere.assertStatus(201)
    const nowhere = await post('/api/association-labels/', { ...body, to: 'roles', key: 'other' })
    nowhere.assertStatus(422)
    const malformed = await post('/api/association-labels/', { ...body, key: 'Not a key' })
    malformed.assertStatus(422)
  })

  test('those of a plugin are there where it is on, and stay as they are', async ({
    client,
    assert,
  }) => {
    const { get, put, patch, delete: remove } = api(client, acme.owner)
    const path = '/api/association-labels/?key=partners_lead'
    assert.equal((await get(path)).body().count, 0)
    const [deal, customer] = [await makeDeal(acme), await makeCustomer(acme)]
    const pair = `/api/deals/${deal}/associations/customers/${customer}/`
    const off = await put(pair, { labels: ['partners_lead'] })
    off.assertStatus(422)

    await turnOn(acme, 'partners')
    const [label] = (await get(path)).body().results
    assert.containsSubset(label, { is_built_in: true, title: 'Lead partner', limit_to: 1 })
    const done = await put(pair, { labels: ['partners_lead'] })
    done.assertStatus(201)
    const back = await get(`/api/customers/${customer}/associations/deals/?label=partners_lead`)
    assert.equal(back.body().results[0].association.labels[0].title, 'Led deal')
    for (const response of [
      await patch(`/api/association-labels/${label.id}/`, { title: 'Mine' }),
      await remove(`/api/association-labels/${label.id}/`),
    ]) {
      response.assertStatus(409)
      response.assertBodyContains({ code: 'built_in_label' })
    }
  })

  test('a limit is kept, and 409 names who holds the place', async ({ client, assert }) => {
    const { put, post, delete: remove } = api(client, acme.owner)
    await makeLabel(client, acme, { ...between, key: 'only', title: 'Only one', limit_to: 1 })
    const deal = await makeDeal(acme)
    const [one = '', other = ''] = await makeCustomers(acme, 2)
    const give = (id: string) =>
      put(`/api/deals/${deal}/associations/customers/${id}/`, { labels: ['only'] })

    assert.equal((await give(one)).status(), 201)
    assert.equal((await give(one)).status(), 200)
    const refused = await give(other)
    refused.assertStatus(409)
    refused.assertBodyContains({
      code: 'association_limit',
      label: 'only',
      limit: 1,
      of: { resource: 'deals', id: deal },
      held_by: [{ resource: 'customers', id: one }],
      hidden_count: 0,
    })
    /* A deleted one holds no place, and does not come back while another one has it. */
    await remove(`/api/customers/${one}/`)
    assert.equal((await give(other)).status(), 201)
    const restored = await post(`/api/customers/${one}/restore/`)
    restored.assertStatus(409)
    restored.assertBodyContains({ code: 'association_limit' })
    await remove(`/api/deals/${deal}/associations/customers/${other}/`)
    const back = await post(`/api/customers/${one}/restore/`)
    back.assertStatus(200)
  })

  test('the limit of the other side is kept, too, from either side', async ({ client }) => {
    const { put } = api(client, acme.owner)
    await makeLabel(client, acme, { ...between, key: 'one', limit_from: 1 })
    const customer = await makeCustomer(acme)
    const [first, second] = [await makeDeal(acme), await makeDeal(acme)]
    const body = { labels: ['one'] }
    const done = await put(`/api/customers/${customer}/associations/deals/${first}/`, body)
    done.assertStatus(201)
    const refused = await put(`/api/deals/${second}/associations/customers/${customer}/`, body)
    refused.assertStatus(409)
    refused.assertBodyContains({ of: { resource: 'customers', id: customer } })
  })

  test('between records of one resource each sees what the other is for it', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    const both = { from: 'customers', to: 'customers' }
    await makeLabel(client, acme, {
      ...both,
      key: 'owner_of',
      title: 'Owner',
      inverse_title: 'Owned',
      limit_to: 1,
    })
    await makeLabel(client, acme, { ...both, key: 'partner', title: 'Partner' })
    const [child = '', mother = '', third = ''] = await makeCustomers(acme, 3)
    const pathOf = (one: string, other: string) =>
      `/api/customers/${one}/associations/customers/${other}/`
    const done = await put(pathOf(child, mother), { labels: ['owner_of', 'partner'] })
    done.assertStatus(201)
    const seen = async (one: string, other: string) =>
      (await get(pathOf(one, other)))
        .body()
        .association.labels.map((label: { title: string; is_inverse: boolean }) => [
          label.title,
          label.is_inverse,
        ])
    assert.deepEqual(await seen(child, mother), [
      ['Owner', false],
      ['Partner', false],
    ])
    assert.deepEqual(await seen(mother, child), [
      ['Partner', false],
      ['Owned', true],
    ])
    const ids = async (path: string) =>
      (await get(path)).body().results.map(({ id }: { id: string }) => id)
    assert.deepEqual(await ids(`/api/customers/${child}/associations/customers/?label=owner_of`), [
      mother,
    ])
    assert.deepEqual(
      await ids(`/api/customers/${mother}/associations/customers/?label=owner_of`),
      []
    )
    assert.deepEqual(await ids(`/api/customers/?associated[customers]=${mother}&label=owner_of`), [
      child,
    ])
    const refused = await put(pathOf(child, third), { labels: ['owner_of'] })
    refused.assertStatus(409)
    /* A mother may own several: the limit is the child's. */
    const further = await put(pathOf(third, mother), { labels: ['owner_of'] })
    further.assertStatus(201)
    await put(pathOf(mother, child), { labels: [] })
    assert.deepEqual(await seen(child, mother), [['Owner', false]])
  })

  test('one that is used is deleted only when another takes its place', async ({
    client,
    assert,
  }) => {
    const { get, put, delete: remove } = api(client, acme.owner)
    const old = await makeLabel(client, acme, { ...between, key: 'old' })
    const fresh = await makeLabel(client, acme, { ...between, key: 'fresh' })
    const limited = await makeLabel(client, acme, { ...between, key: 'limited', limit_to: 1 })
    const foreign = await makeLabel(client, acme, { ...between, to: 'leads', key: 'fresh' })
    const [deal, customer] = [await makeDeal(acme), await makeCustomer(acme)]
    const pair = `/api/deals/${deal}/associations/customers/${customer}/`
    await put(pair, { labels: ['old', 'fresh'] })

    const refused = await remove(`/api/association-labels/${old}/`)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'in_use', counts: { associations: 1 } })
    for (const other of [limited, foreign, old, randomUUID()]) {
      const unfit = await remove(`/api/association-labels/${old}/?replace_by=${other}`)
      unfit.assertStatus(422)
    }
    const done = await remove(`/api/association-labels/${old}/?replace_by=${fresh}`)
    done.assertStatus(204)
    const { labels } = (await get(pair)).body().association
    assert.deepEqual(
      labels.map(({ key }: { key: string }) => key),
      ['fresh']
    )
  })

  test('members read them, and managers keep them', async ({ client }) => {
    const id = await makeLabel(client, acme, { ...between, key: 'reseller' })
    const viewer = await hire(acme, { roles: ['viewer'] })
    const shown = await api(client, viewer).get(`/api/association-labels/${id}/`)
    shown.assertStatus(200)
    const refused = await api(client, viewer).delete(`/api/association-labels/${id}/`)
    refused.assertStatus(403)
    const globex = await makeCompany('Globex')
    const foreign = await api(client, globex.owner).get(`/api/association-labels/${id}/`)
    foreign.assertStatus(404)
  })
})
