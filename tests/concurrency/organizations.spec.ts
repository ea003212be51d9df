import { test } from '@japa/runner'
import { makeCompany, makePersona } from '#tests/personas'

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

  test('nobody changes an organization after it was suspended', async ({ client, assert }) => {
    const acme = await makeCompany()
    const url = `/api/organizations/${acme.id}/`

    const [destroyed, ...changes] = await Promise.all([
      client.delete(url).bearerToken(acme.owner.token),
      ...Array.from({ length: 5 }, (_, index) =>
        client
          .patch(url)
          .bearerToken(acme.owner.token)
          .json({ city: `City ${index}` })
      ),
    ])

    assert.equal(destroyed?.status(), 204)
    for (const change of changes) assert.include([200, 404], change.status())
    const after = await client.get(url).bearerToken(acme.owner.token)
    after.assertStatus(404)
  })
})
