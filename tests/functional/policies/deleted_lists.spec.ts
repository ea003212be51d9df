import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makeLead } from '#tests/support/leads'
import { hireWith, makeCompany } from '#tests/support/personas'

const PATHS = [
  '/api/leads/',
  '/api/leads/hot/',
  '/api/leads/export/',
  '/api/deals/',
  '/api/deals/stale/',
  '/api/deals/export/',
]
const GRANTS = ['leads:read', 'leads:export', 'deals:read', 'deals:export']

test.group('Policies | lists of deleted records', () => {
  test('are for those who may restore them, whatever the list', async ({ client, assert }) => {
    const acme = await makeCompany()
    const [lead, deal] = [await makeLead(acme), await makeDeal(acme)]
    await api(client, acme.owner).delete(`/api/leads/${lead}/`)
    await api(client, acme.owner).delete(`/api/deals/${deal}/`)
    const reader = await hireWith(acme, GRANTS)
    const restorer = await hireWith(acme, [...GRANTS, 'leads:restore', 'deals:restore'])

    for (const path of PATHS) {
      const refused = await api(client, reader).get(`${path}?deleted=true`)
      assert.equal(refused.status(), 403, path)
      assert.equal(refused.body().code, 'permission_denied', path)
      const allowed = await api(client, restorer).get(`${path}?deleted=true`)
      assert.equal(allowed.status(), 200, path)
      const living = await api(client, reader).get(path)
      assert.equal(living.status(), 200, path)
    }
  })
})
