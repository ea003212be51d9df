import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { Validator } from '@seriousme/openapi-schema-validator'
import { test } from '@japa/runner'
import type { JSONSchema7 } from 'json-schema'
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

  test('has no error by the rules of Redocly', async ({ assert }) => {
    const { createConfig, lintFromString } = await import('@redocly/openapi-core')
    const problems = await lintFromString({
      source: JSON.stringify(await describeApi(everything())),
      absoluteRef: 'openapi.json',
      config: await createConfig({ extends: ['recommended'] }),
    })
    const told = problems.map(
      ({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer ?? ''}`
    )
    assert.deepEqual(told, [])
  })

  test('has no error by the rules of Spectral', async ({ assert }) => {
    const { default: core } = await import('@stoplight/spectral-core')
    const { default: rulesets } = await import('@stoplight/spectral-rulesets')
    const spectral = new core.Spectral()
    spectral.setRuleset(new core.Ruleset({ extends: [rulesets.oas] }))
    const document = JSON.parse(JSON.stringify(await describeApi(everything())))
    const problems = await spectral.run(document)
    assert.deepEqual(
      problems.map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`),
      []
    )
  })

  test('says the limits of decimals and websites and phone numbers as patterns', async ({
    assert,
  }) => {
    const { components } = await describeApi(everything())
    const schemas: Record<string, JSONSchema7> = JSON.parse(JSON.stringify(components.schemas))
    const property = (schema: string, name: string): JSONSchema7 =>
      Object(schemas[schema]?.properties?.[name])
    const fits = (schema: string, name: string, text: string) =>
      new RegExp(property(schema, name).pattern ?? '^never$', 'u').test(text)

    for (const [schema, name, good, bad] of [
      ['NewCustomer', 'credit_limit', '1234.50', '12,50'],
      ['NewCustomer', 'website', 'https://example.com', 'example.com'],
      ['NewCustomer', 'phone', '+49 30 123456', 'by mail'],
      ['NewDeal', 'value', '1234.50', '12,50'],
      ['NewLead', 'estimated_value', '1234.50', '1e3'],
    ] as const) {
      assert.isTrue(fits(schema, name, good), `${schema}.${name}: ${good}`)
      assert.isFalse(fits(schema, name, bad), `${schema}.${name}: ${bad}`)
    }
  })

  test('says how long a password that is chosen is at least', async ({ assert }) => {
    const { paths } = await describeApi(everything())
    for (const [path, name] of [
      ['/api/users', 'password'],
      ['/api/auth/change-password', 'new_password'],
      ['/api/auth/password-reset/confirm', 'new_password'],
    ] as const) {
      const body = paths[path]?.post?.requestBody?.content['application/json']?.schema
      const { minLength, maxLength } = Object(Object(body).properties?.[name])
      assert.deepEqual({ minLength, maxLength }, { minLength: 8, maxLength: 128 }, path)
    }
  })

  test('requires nothing of entries since fields may be picked', async ({ assert }) => {
    const { components } = await describeApi(everything())
    const schemas: Record<string, JSONSchema7> = JSON.parse(JSON.stringify(components.schemas))
    const entries = Object.keys(schemas).flatMap((name) =>
      name.endsWith('Page') ? name.replace(/Page$/, 'Entry') : []
    )
    assert.isAbove(entries.length, 10)
    assert.deepEqual(
      entries.filter((name) => (schemas[name]?.required ?? []).length > 0),
      []
    )
  })

  test('names paths without a slash behind them', async ({ assert }) => {
    const { paths } = await describeApi(everything())
    assert.deepEqual(
      Object.keys(paths).filter((path) => path.endsWith('/')),
      []
    )
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
