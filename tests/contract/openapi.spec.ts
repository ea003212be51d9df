import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { Validator } from '@seriousme/openapi-schema-validator'
import { test } from '@japa/runner'
import { apiRoutes } from '#core/resources/openapi/api_routes'
import { describeApi } from '#core/resources/openapi/document'
import { apiDescription, operationOf } from '#core/resources/openapi/operations'
import { everything } from '#core/resources/openapi/reader'

test.group('The description of the API', () => {
  test('is an OpenAPI 3.1 document', async ({ assert }) => {
    const document = await describeApi(everything())
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    assert.deepEqual(result, { valid: true })
  })

  test('is in the version of the application', async ({ assert }) => {
    const { info } = await describeApi(everything())
    const { version } = JSON.parse(await readFile(app.makePath('package.json'), 'utf8'))
    assert.equal(info.version, version)
  })

  test('says what every route does, and of no other', async ({ assert }) => {
    const routes = apiRoutes().filter(({ pattern }) => !pattern.startsWith('/api/probes/'))
    const names = new Set(routes.map(({ name }) => name))
    const { operations } = await apiDescription()
    const silent = routes.filter((route) => operationOf(route, operations) === null)
    assert.deepEqual(
      silent.map(({ name, method, pattern }) => `${name}: ${method} ${pattern}`),
      []
    )
    assert.deepEqual(
      Object.keys(operations).filter((name) => !names.has(name)),
      []
    )
  })

  test('calls each operation by a name of its own', async ({ assert }) => {
    const { paths } = await describeApi(everything())
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId)
    )
    assert.deepEqual(
      ids.filter((id, n) => ids.indexOf(id) !== n),
      []
    )
  })
})
