import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { type Persona, hire, hireWith, makeCompany, makePersona } from '#tests/support/personas'

test.group('The description of the API | as a user has it', () => {
  test('has the operations that the caller may use, and no others', async ({ client, assert }) => {
    const acme = await makeCompany()
    const viewer = await hire(acme, { roles: ['viewer'] })

    const { paths } = await describedFor(client, viewer)

    assert.properties(paths['/api/customers'], ['get'])
    assert.notProperty(paths['/api/customers'], 'post')
    assert.notProperty(paths, '/api/api-keys')
  })

  test('has the fields that exist for the caller, and no others', async ({ client, assert }) => {
    const acme = await makeCompany()
    const clerk = await hireWith(acme, ['employees:read', 'employees:update'])
    const paymaster = await hireWith(acme, [
      'employees:read',
      'employees:update',
      'employees:read-compensation',
    ])

    const { components: short } = await describedFor(client, clerk)
    const { components: whole } = await describedFor(client, paymaster)

    for (const name of ['Employee', 'EmployeeChange']) {
      assert.property(whole.schemas[name].properties, 'salary')
      assert.notProperty(short.schemas[name].properties, 'salary')
    }
    assert.include(JSON.stringify(whole.parameters), '"salary[gte]"')
    assert.notMatch(JSON.stringify(short), /salary/)
  })

  test('has what plugins add where they are on', async ({ client, assert }) => {
    const acme = await makeCompany()
    const off = await describedFor(client, acme.owner)
    await client
      .patch('/api/plugins/loyalty/')
      .bearerToken(acme.owner.token)
      .json({ enabled: true })

    const on = await describedFor(client, acme.owner)

    assert.property(on.paths, '/api/loyalty-entries')
    assert.match(JSON.stringify(on.components.schemas.Customer), /loyalty/)
    assert.notMatch(JSON.stringify(off), /loyalty/)
  })

  test('is for members of an organization', async ({ client }) => {
    const nobodys = await makePersona()
    const anonymous = await client.get('/api/openapi/mine.json')
    const stranger = await client.get('/api/openapi/mine.json').bearerToken(nobodys.token)
    anonymous.assertStatus(401)
    stranger.assertStatus(400)
  })

  test('refuses parameters', async ({ client }) => {
    const { owner } = await makeCompany()
    const response = await client.get('/api/openapi/mine.json?full=true').bearerToken(owner.token)
    response.assertStatus(400)
  })
})

async function describedFor(client: ApiClient, { token }: Persona) {
  const response = await client.get('/api/openapi/mine.json').bearerToken(token)
  response.assertStatus(200)
  return response.body()
}
