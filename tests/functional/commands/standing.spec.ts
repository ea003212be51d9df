import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { makeApiKey } from '#tests/support/api_keys'
import { type Company, PASSWORD, hire, makeCompany, makePersona } from '#tests/support/personas'
import { enrol } from '#tests/support/two_factor'

async function run(name: string, subject: string) {
  ace.ui.switchMode('raw')
  try {
    return await ace.exec(name, [subject])
  } finally {
    ace.ui.switchMode('normal')
  }
}

test.group('Commands | organization:suspend, organization:resume', () => {
  test('R-08: closes it to members and keys with their next request, and opens it again', async ({
    client,
  }) => {
    const acme: Company = await makeCompany()
    const member = await hire(acme, { roles: ['viewer'] })
    const { key } = await makeApiKey(client, acme.owner)
    const expect = async (forPeople: number, forKeys: number) => {
      for (const { token } of [acme.owner, member]) {
        const response = await client
          .get('/api/customers/')
          .bearerToken(token)
          .header('x-organization-id', acme.id)
        response.assertStatus(forPeople)
      }
      const response = await client.get('/api/customers/').bearerToken(key)
      response.assertStatus(forKeys)
    }
    await expect(200, 200)

    const suspended = await run('organization:suspend', acme.slug)
    suspended.assertSucceeded()
    await expect(403, 401)
    const me = await client.get('/api/users/me/').bearerToken(member.token)
    me.assertStatus(200)
    me.assertBodyContains({ memberships: [] })

    const resumed = await run('organization:resume', acme.slug)
    resumed.assertSucceeded()
    await expect(200, 200)
  })

  test('say so when there is none', async () => {
    for (const name of ['organization:suspend', 'organization:resume']) {
      const command = await run(name, 'no-such-organization')
      command.assertFailed()
    }
  })
})

test.group('Commands | user:deactivate, user:activate', () => {
  test('R-21: locks the user out with the next request, and the sessions stay ended', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['viewer'] })
    const logIn = () =>
      client.post('/api/auth/login/').json({ email: member.email, password: PASSWORD })

    const deactivated = await run('user:deactivate', member.email.toUpperCase())
    deactivated.assertSucceeded()

    const dead = await client.get('/api/users/me/').bearerToken(member.token)
    dead.assertStatus(401)
    const refused = await logIn()
    refused.assertStatus(401)
    const activated = await run('user:activate', member.email)
    activated.assertSucceeded()
    const still = await client.get('/api/users/me/').bearerToken(member.token)
    still.assertStatus(401)
    const refreshed = await client.post('/api/auth/refresh/').json({ refresh: member.refresh })
    refreshed.assertStatus(401)
    const back = await logIn()
    back.assertStatus(200)
  })

  test('R-14: never takes the last owner of an organization', async ({ client }) => {
    const acme = await makeCompany()

    const refused = await run('user:deactivate', acme.owner.email)

    refused.assertFailed()
    const living = await client.get('/api/users/me/').bearerToken(acme.owner.token)
    living.assertStatus(200)
    await hire(acme, { as: 'owner' })
    const allowed = await run('user:deactivate', acme.owner.email)
    allowed.assertSucceeded()
  })

  test('say so when there is no one', async () => {
    for (const name of ['user:deactivate', 'user:activate', 'user:remove-two-factor']) {
      const command = await run(name, 'nobody@example.com')
      command.assertFailed()
    }
  })
})

test.group('Commands | user:remove-two-factor', () => {
  test('lets a user in who has lost their device', async ({ client, assert }) => {
    const persona = await makePersona()
    await enrol(client, persona)

    const command = await run('user:remove-two-factor', persona.email)

    command.assertSucceeded()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    assert.property(login.body(), 'tokens')
  })
})
