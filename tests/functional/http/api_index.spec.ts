import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { join, makeCompany, makePersona } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'

test.group('API index | show', () => {
  for (const base of ['/api', '/api/v1']) {
    test(`says where everything is: ${base}`, async ({ client, assert }) => {
      const persona = await makePersona()

      const response = await client.get(`${base}/`).bearerToken(persona.token)

      response.assertStatus(200)
      for (const name of [
        'auth/change-password',
        'auth/login',
        'auth/logout',
        'auth/refresh-tokens',
        'analytics/dashboard',
        'customers',
        'organizations',
        'users/me',
      ]) {
        assert.equal(response.body()[name], `${appUrl}${base}/${name}/`)
      }
      for (const url of Object.values(response.body())) {
        assert.notMatch(String(url), /:\w+\/?$|\*/)
      }
    })
  }

  test('leaves out the paths of plugins that are off where the caller works', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany()]
    await join(globex, acme.owner)
    await turnOn(globex, 'loyalty')
    const has = async (headers: Record<string, string> = {}) => {
      const response = await client.get('/api/').bearerToken(acme.owner.token).headers(headers)
      response.assertStatus(200)
      assert.property(response.body(), 'customers')
      return 'loyalty-entries' in response.body()
    }
    assert.isFalse(await has())
    for (const named of [globex.id, globex.slug]) {
      assert.isTrue(await has({ 'x-organization-id': named }))
    }
    await turnOn(acme, 'loyalty')
    assert.isTrue(await has({ 'x-organization-id': acme.id }))

    const stranger = await makePersona()
    const outside = await client.get('/api/').bearerToken(stranger.token)
    assert.notProperty(outside.body(), 'loyalty-entries')
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.get('/api/')
    response.assertStatus(401)
  })

  test('refuses parameters', async ({ client }) => {
    const persona = await makePersona()
    const response = await client.get('/api/?format=json').bearerToken(persona.token)
    response.assertStatus(400)
  })
})
