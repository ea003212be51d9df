import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { hire, hireWith, makeCompany, makePersona } from '#tests/support/personas'

test.group('Auth | access', () => {
  test('R-21: a token dies with its session', async ({ client }) => {
    const persona = await makePersona()
    await expectStatus(client, persona.token, '/api/users/me/', 200)

    await run('UPDATE sessions SET revoked_at = now() WHERE id = $1', persona.sessionId)

    await expectStatus(client, persona.token, '/api/users/me/', 401)
  })

  test('a token dies when its session comes of age', async ({ client }) => {
    const persona = await makePersona()

    await run('UPDATE sessions SET expires_at = now() WHERE id = $1', persona.sessionId)

    await expectStatus(client, persona.token, '/api/users/me/', 401)
  })

  test('R-21: a token dies with its user', async ({ client }) => {
    const company = await makeCompany()
    const member = await hire(company, { as: 'admin' })
    await expectStatus(client, member.token, '/api/customers/', 200)

    await run('UPDATE users SET is_active = false WHERE id = $1', member.userId)

    await expectStatus(client, member.token, '/api/customers/', 401)
    await expectStatus(client, member.token, '/api/users/me/', 401)
    await expectStatus(client, member.token, '/api/auth/change-password/', 401)
  })

  test('R-08: opens no organization after its membership ended', async ({ client }) => {
    const company = await makeCompany()
    const member = await hireWith(company, ['customers:read'])
    await expectStatus(client, member.token, '/api/customers/', 200, company.id)

    await run('UPDATE user_organizations SET is_active = false WHERE id = $1', member.membershipId)

    await expectStatus(client, member.token, '/api/customers/', 403, company.id)
    await expectStatus(client, member.token, '/api/customers/', 403)
    await expectStatus(client, member.token, `/api/organizations/${company.id}/`, 404)
  })

  test('opens no organization that was suspended', async ({ client }) => {
    const company = await makeCompany()

    await run('UPDATE organizations SET is_active = false WHERE id = $1', company.id)

    await expectStatus(client, company.owner.token, '/api/customers/', 403, company.id)
    await expectStatus(client, company.owner.token, `/api/organizations/${company.id}/`, 404)
  })

  test('loses a permission with the role that granted it', async ({ client }) => {
    const company = await makeCompany()
    const member = await hire(company, { roles: ['viewer'] })
    await expectStatus(client, member.token, '/api/customers/', 200)

    await run('UPDATE user_roles SET is_active = false WHERE user_id = $1', member.userId)

    await expectStatus(client, member.token, '/api/customers/', 403)
  })

  test('takes nothing but a bearer token', async ({ client }) => {
    const persona = await makePersona()
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      persona.token,
      `Token ${persona.token}`,
      `Bearer ${persona.token} `.repeat(2),
      `Bearer ${persona.token}x`,
      `Bearer ${persona.refresh}`,
      `Bearer ${'x'.repeat(4000)}`,
    ]) {
      const response = await client
        .get('/api/users/me/')
        .header('authorization', authorization)
        .header('cookie', `token=${persona.token}`)
      response.assertStatus(401)
      response.assertHeader('www-authenticate', 'Bearer')
      response.assertBodyContains({ code: 'not_authenticated' })
    }
  })
})

async function expectStatus(
  client: ApiClient,
  token: string,
  path: string,
  status: number,
  organization?: string
) {
  const request = path.includes('change-password') ? client.post(path).json({}) : client.get(path)
  if (organization) request.header('x-organization-id', organization)
  const response = await request.bearerToken(token)
  response.assertStatus(status)
}

async function run(sql: string, id: string) {
  await UnitOfWork.run(asSystem, (unit) => unit.query(sql, [id]))
}
