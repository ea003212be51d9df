import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { makePersona } from '#tests/support/personas'

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
