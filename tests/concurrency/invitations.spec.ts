import { test } from '@japa/runner'
import { deliveredToken, freshAddress, invite, newcomer } from '#tests/support/invitations'
import { Mailbox } from '#tests/support/mailbox'
import { makeCompany, makePersona } from '#tests/support/personas'

const ACCEPT = '/api/invitations/accept/'

test.group('Invitations | races', (group) => {
  const mailbox = Mailbox.during(group)

  test('R-30: accepted by a newcomer twenty times at once, it yields one member', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { email } = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, email)

    const responses = await Promise.all(
      Array.from({ length: 20 }, () => client.post(ACCEPT).json(newcomer(token)))
    )

    const statuses = responses.map((response) => response.status())
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      1
    )
    assert.isTrue(statuses.every((status) => [200, 401, 422].includes(status)))
    const members = await client.get('/api/user-organizations/').bearerToken(acme.owner.token)
    members.assertBodyContains({ count: 2 })
  })

  test('R-30: accepted by an account twenty times at once, it yields one membership', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const persona = await makePersona()
    await invite(client, acme.owner, { email: persona.email, roles: ['viewer'] })
    const token = await deliveredToken(mailbox, persona.email)

    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.post(ACCEPT).bearerToken(persona.token).json({ token })
      )
    )

    assert.deepEqual(responses.map((response) => response.status()).sort(), [
      200,
      ...Array.from({ length: 19 }, () => 422),
    ])
    const roles = await client.get('/api/user-roles/my_roles/').bearerToken(persona.token)
    assert.lengthOf(roles.body(), 1)
  })

  test('of an acceptance and a revocation at once, one happens', async ({ client, assert }) => {
    const acme = await makeCompany()
    const persona = await makePersona()
    const { id } = await invite(client, acme.owner, { email: persona.email })
    const token = await deliveredToken(mailbox, persona.email)

    const [accepted, revoked] = await Promise.all([
      client.post(ACCEPT).bearerToken(persona.token).json({ token }),
      client.post(`/api/invitations/${id}/revoke/`).bearerToken(acme.owner.token),
    ])

    assert.include(['200/409', '422/200'], `${accepted.status()}/${revoked.status()}`)
  })

  test('of many invitations of one address at once, one is made', async ({ client, assert }) => {
    const acme = await makeCompany()
    const email = freshAddress()

    const responses = await Promise.all(
      Array.from({ length: 6 }, () =>
        client.post('/api/invitations/').bearerToken(acme.owner.token).json({ email })
      )
    )

    assert.deepEqual(
      responses.map((response) => response.status()).sort(),
      [201, 409, 409, 409, 409, 409]
    )
  })
})
