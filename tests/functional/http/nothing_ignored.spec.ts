import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'

test.group('HTTP | nothing is ignored', (group) => {
  let acme: Company
  let id: string

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeCustomer(acme, { name: 'Ann Lee' })
  })

  test('a parameter of a write that is unknown is refused, and nothing is done', async ({
    client,
    assert,
  }) => {
    const { get, post, patch, put, delete: remove } = api(client, acme.owner)
    for (const request of [
      post('/api/customers/?dry_run=true', { name: 'Bob' }),
      patch(`/api/customers/${id}/?dry_run=true`, { name: 'Bob' }),
      put(`/api/customers/${id}/?dry_run=true`, { name: 'Bob' }),
      post(`/api/customers/${id}/deactivate/?dry_run=true`),
      post('/api/customers/bulk_delete/?dry_run=true', { ids: [id] }),
      remove(`/api/customers/${id}/?dry_run=true`),
      remove(`/api/customers/${id}/?reassign_to=${id}`),
      post('/api/auth/password-reset/?dry_run=true', { email: acme.owner.email }),
      post('/api/auth/change-password/?dry_run=true'),
      post('/api/imports/?dry_run=true'),
    ]) {
      const response = await request
      response.assertStatus(400)
      response.assertBodyContains({ code: 'unknown_parameter' })
    }
    const list = await get('/api/customers/')
    assert.containsSubset(list.body(), {
      count: 1,
      results: [{ name: 'Ann Lee', status: 'active' }],
    })
  })

  test('the organization may be named by a parameter of a write', async ({ client }) => {
    const { patch } = api(client, acme.owner)
    const response = await patch(`/api/customers/${id}/?organization=${acme.id}`, { name: 'Bob' })
    response.assertStatus(200)
  })

  test('a body where none is read is refused, and nothing is done', async ({ client, assert }) => {
    const { get, post, delete: remove } = api(client, acme.owner)
    const refused = await post(`/api/customers/${id}/deactivate/`, { reason: 'gone' })
    refused.assertStatus(422)
    assert.containsSubset(refused.body().errors, [{ field: 'reason', rule: 'unknown' }])
    const kept = await get(`/api/customers/${id}/`)
    assert.equal(kept.body().status, 'active')

    const factor = await post('/api/auth/two-factor/', { code: '123456' })
    factor.assertStatus(422)
    const standing = await get('/api/auth/two-factor/')
    assert.isFalse(standing.body().enabled)

    await remove(`/api/customers/${id}/`)
    const hidden = await post(`/api/customers/${id}/restore/`, { name: 'Bob' })
    hidden.assertStatus(422)
    const gone = await get(`/api/customers/${id}/`)
    gone.assertStatus(404)
  })

  test('a parameter called as what every object has is unknown like any other', async ({
    client,
  }) => {
    const { get } = api(client, acme.owner)
    for (const parameter of ['constructor', 'toString', 'hasOwnProperty']) {
      for (const query of [`${parameter}=1`, `${parameter}[eq]=1`]) {
        const response = await get(`/api/customers/?${query}`)
        response.assertStatus(400)
        response.assertBodyContains({ code: 'unknown_parameter' })
      }
    }
  })

  test('an export has no pages', async ({ client }) => {
    const { get } = api(client, acme.owner)
    for (const parameter of ['page', 'page_size', 'cursor', 'count']) {
      const response = await get(`/api/customers/export/?${parameter}=1`)
      response.assertStatus(400)
      response.assertBodyContains({ code: 'unknown_parameter', parameter })
    }
  })
})
