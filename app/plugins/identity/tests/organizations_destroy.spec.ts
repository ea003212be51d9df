import { test } from '@japa/runner'
import Organization from '#plugins/identity/models/organization'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Organizations | destroy', () => {
  test('suspends the organization for every user, and keeps its rows', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['sales'] })
    const url = `/api/organizations/${acme.id}/`

    const response = await client.delete(url).bearerToken(acme.owner.token)

    response.assertStatus(204)
    for (const { token } of [acme.owner, member]) {
      const organization = await client.get(url).bearerToken(token)
      organization.assertStatus(404)
      const customers = await client
        .get('/api/customers/')
        .header('x-organization-id', acme.id)
        .bearerToken(token)
      customers.assertStatus(403)
      customers.assertBodyContains({ code: 'organization_suspended' })
    }
    const again = await client.delete(url).bearerToken(acme.owner.token)
    again.assertStatus(404)
    const kept = await UnitOfWork.run(asSystem, () => Organization.findOrFail(acme.id))
    assert.isFalse(kept.isActive)
  })

  test('is an owner’s alone, whatever a role may grant', async ({ client }) => {
    const acme = await makeCompany()
    const [admin, granted, member] = await Promise.all([
      hire(acme, { as: 'admin' }),
      hireWith(acme, ['organizations:delete']),
      hire(acme, { roles: ['admin'] }),
    ])
    const url = `/api/organizations/${acme.id}/`

    for (const { token } of [admin, granted, member]) {
      const response = await client.delete(url).bearerToken(token)
      response.assertStatus(403)
    }

    const living = await client.get(url).bearerToken(acme.owner.token)
    living.assertStatus(200)
  })

  test('does not know organizations of others', async ({ client }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])

    const response = await client
      .delete(`/api/organizations/${globex.id}/`)
      .bearerToken(acme.owner.token)

    response.assertStatus(404)
    const living = await client
      .get(`/api/organizations/${globex.id}/`)
      .bearerToken(globex.owner.token)
    living.assertStatus(200)
  })

  test('refuses the anonymous', async ({ client }) => {
    const acme = await makeCompany()
    const response = await client.delete(`/api/organizations/${acme.id}/`)
    response.assertStatus(401)
  })
})
