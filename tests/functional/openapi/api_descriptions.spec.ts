import { test } from '@japa/runner'
import { describeApi } from '#core/resources/openapi/document'
import { everything } from '#core/resources/openapi/reader'
import customers from '#plugins/customers/resources/customers'
import { makePersona } from '#tests/support/personas'

test.group('The description of the API | of the installation', () => {
  test('is there for every user, and describes itself', async ({ client, assert }) => {
    const response = await client.get('/api/openapi.json')

    response.assertStatus(200)
    assert.equal(response.header('content-type'), 'application/json; charset=utf-8')
    const { openapi, paths } = response.body()
    assert.equal(openapi, '3.1.1')
    assert.properties(paths, ['/api/openapi.json', '/api/customers', '/api/customers/{id}'])
  })

  test('has what plugins add, and says whose it is', async ({ client, assert }) => {
    const { paths, components } = (await client.get('/api/openapi.json')).body()

    assert.equal(paths['/api/loyalty-entries'].get['x-plugin'], 'loyalty')
    assert.property(components.schemas.Customer.properties.extensions.properties, 'loyalty')
    assert.include(JSON.stringify(components.parameters), '"extensions.loyalty.points[gte]"')
  })

  test('answers 304 to anyone who knows it already', async ({ client }) => {
    const known = String((await client.get('/api/openapi.json')).header('etag'))
    const response = await client.get('/api/openapi.json').header('If-None-Match', known)
    response.assertStatus(304)
  })

  test('refuses parameters', async ({ client }) => {
    const response = await client.get('/api/openapi.json?pretty=true')
    response.assertStatus(400)
  })

  test('leaves out what is broken, and describes the rest', async ({ assert }) => {
    const reader = everything()
    const broken = (name: string) => {
      if (name === customers.name) throw new Error('This resource is broken')
    }
    const { paths } = await describeApi({
      ...reader,
      see: (resource) => {
        broken(resource.name)
        return reader.see(resource)
      },
    })

    assert.notProperty(paths, '/api/customers/{id}')
    assert.properties(paths, ['/api/vendors', '/api/openapi.json'])
  })

  test('is the same for a user who has logged in', async ({ client, assert }) => {
    const { token } = await makePersona()
    const mine = await client.get('/api/openapi.json').bearerToken(token)
    const anybodys = await client.get('/api/openapi.json')
    assert.equal(mine.text(), anybodys.text())
  })
})
