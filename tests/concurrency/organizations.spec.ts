import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makeCompany, makePersona } from '#tests/support/personas'

test.group('Organizations | races', () => {
  test('organizations of one name founded at once each get a slug, and one is primary', async ({
    client,
    assert,
  }) => {
    const [persona, other] = await Promise.all([makePersona(), makePersona()])
    const name = `Race ${persona.userId.slice(-12)}`

    const responses = await Promise.all(
      [persona, other, persona, other].map(({ token }) =>
        client.post('/api/organizations/').bearerToken(token).json({ name })
      )
    )

    for (const response of responses) response.assertStatus(201)
    assert.lengthOf(new Set(responses.map((response) => response.body().slug)), 4)
    for (const { token } of [persona, other]) {
      const me = await client.get('/api/users/me/').bearerToken(token)
      const primary = me
        .body()
        .memberships.filter((membership: { is_primary: boolean }) => membership.is_primary)
      assert.lengthOf(primary, 1)
    }
  })

  test('a user who founds several at once has one primary organization', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const responses = await Promise.all(
      ['North', 'South', 'East', 'West'].map((name) =>
        client
          .post('/api/organizations/')
          .bearerToken(persona.token)
          .json({ name: `${name} ${persona.userId.slice(-12)}` })
      )
    )

    for (const response of responses) response.assertStatus(201)
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    const primary = me
      .body()
      .memberships.filter((membership: { is_primary: boolean }) => membership.is_primary)
    assert.lengthOf(primary, 1)
  })

  test('no one changes an organization that is being suspended', async ({ client }) => {
    const acme = await makeCompany()

    const change = await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query('UPDATE organizations SET is_active = false WHERE id = $1', [acme.id])
      const pending = client
        .patch(`/api/organizations/${acme.id}/`)
        .bearerToken(acme.owner.token)
        .json({ city: 'Berlin' })
        .send()
      await setTimeout(300)
      return { pending }
    })

    const response = await change.pending
    response.assertStatus(404)
  })
})
