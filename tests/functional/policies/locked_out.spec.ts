import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Organization from '#plugins/identity/models/organization'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeApiKey } from '#tests/support/api_keys'
import { type Company, type Persona, hire, join, makeCompany } from '#tests/support/personas'

const deactivate = (client: ApiClient, { owner }: Company, membershipId: string) =>
  api(client, owner).post(`/api/user-organizations/${membershipId}/deactivate/`)

const suspend = ({ id }: Company) =>
  UnitOfWork.run(asSystem, async () => (await Organization.findOrFail(id)).suspend())

/** Asks for something of an organization's, naming it or not. */
const ask = (client: ApiClient, { token }: Persona, named?: string) => {
  const request = client.get('/api/customers/').bearerToken(token)
  return named === undefined ? request : request.header('x-organization-id', named)
}

test.group('Locked out', () => {
  test('a member whose membership is not active is told so, and by whom it can be', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['sales'] })
    ;(await ask(client, member)).assertStatus(200)
    ;(await deactivate(client, acme, member.membershipId)).assertStatus(200)

    for (const named of [undefined, acme.id, acme.id.toUpperCase(), acme.slug]) {
      const refused = await ask(client, member, named)
      refused.assertStatus(403)
      refused.assertBodyContains({
        code: 'membership_inactive',
        organization: { id: acme.id, slug: acme.slug },
      })
    }
    const inPath = await api(client, member).get(`/api/organizations/${acme.id}/`)
    inPath.assertStatus(404)
    const german = await ask(client, member).header('accept-language', 'de')
    german.assertBodyContains({ code: 'membership_inactive' })

    await api(client, acme.owner).post(`/api/user-organizations/${member.membershipId}/activate/`)
    ;(await ask(client, member)).assertStatus(200)
  })

  test('a member of a suspended organization is told so', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['sales'] })
    const { key } = await makeApiKey(client, acme.owner)
    await suspend(acme)

    for (const persona of [member, acme.owner]) {
      for (const named of [undefined, acme.id, acme.slug]) {
        const refused = await ask(client, persona, named)
        refused.assertStatus(403)
        refused.assertBodyContains({ code: 'organization_suspended' })
      }
    }
    const inPath = await api(client, member).get(`/api/organizations/${acme.id}/`)
    inPath.assertStatus(404)
    const byKey = await client.get('/api/customers/').bearerToken(key)
    byKey.assertStatus(401)
  })

  test('a member of others works there, and is told where they are named', async ({ client }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const member = await hire(acme, { roles: ['sales'] })
    await join(globex, member, { role: 'admin' })
    await deactivate(client, acme, member.membershipId)

    const here = await ask(client, member)
    here.assertStatus(200)
    here.assertHeader('x-organization-id', globex.id)
    const there = await ask(client, member, acme.slug)
    there.assertStatus(403)
    there.assertBodyContains({ code: 'membership_inactive' })
  })

  test('who was removed, or never belonged to it, is told what they were told before', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const member = await hire(acme, { roles: ['sales'] })
    await api(client, acme.owner).delete(`/api/user-organizations/${member.membershipId}/`)

    const nameless = await ask(client, member)
    nameless.assertStatus(400)
    nameless.assertBodyContains({ code: 'organization_required', organizations: [] })
    await suspend(globex)
    for (const named of [acme.id, globex.id, globex.slug, 'nowhere']) {
      const refused = await ask(client, member, named)
      refused.assertStatus(404)
      assert.equal(refused.body().code, 'not_found')
    }
  })
})
