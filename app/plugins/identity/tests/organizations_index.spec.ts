import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { join, makeCompany, makePersona } from '#tests/support/personas'

test.group('Organizations | index', () => {
  for (const path of ['/api/organizations/', '/api/organizations/my_organizations/']) {
    test(`lists the organizations of the caller only: ${path}`, async ({ client, assert }) => {
      const [acme, globex, left, suspended] = await Promise.all([
        makeCompany('Acme'),
        makeCompany('Globex'),
        makeCompany('Left'),
        makeCompany('Suspended'),
      ])
      await makeCompany('Foreign')
      const { token } = acme.owner
      for (const company of [globex, left, suspended]) {
        await join(company, acme.owner, { isActive: company !== left })
      }
      await UnitOfWork.run(asSystem, (unit) =>
        unit.query('UPDATE organizations SET is_active = false WHERE id = $1', [suspended.id])
      )

      const response = await client.get(`${path}?ordering=name`).bearerToken(token)

      response.assertStatus(200)
      assert.equal(response.body().count, 2)
      assert.deepEqual(
        response
          .body()
          .results.map(({ id, member_count: members }: { id: string; member_count: number }) => [
            id,
            members,
          ]),
        [
          [acme.id, 1],
          [globex.id, 2],
        ]
      )
    })
  }

  test('filters, and refuses filters that it does not know', async ({ client, assert }) => {
    const acme = await makeCompany()

    const found = await client
      .get(`/api/organizations/?slug=${acme.slug}`)
      .bearerToken(acme.owner.token)
    assert.equal(found.body().count, 1)
    const none = await client.get('/api/organizations/?slug=other').bearerToken(acme.owner.token)
    assert.equal(none.body().count, 0)
    const unknown = await client.get('/api/organizations/?owner_id=1').bearerToken(acme.owner.token)
    unknown.assertStatus(400)
  })

  test('is empty for a user who belongs nowhere', async ({ client }) => {
    const persona = await makePersona()
    const response = await client.get('/api/organizations/').bearerToken(persona.token)
    response.assertStatus(200)
    response.assertBodyContains({ count: 0, results: [] })
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.get('/api/organizations/')
    response.assertStatus(401)
  })
})
