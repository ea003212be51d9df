import { test } from '@japa/runner'
import { hire, join, makeCompany } from '#tests/support/personas'

test.group('Organizations | show', () => {
  test('shows any member their organization, in this shape', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)

    const response = await client.get(`/api/organizations/${acme.id}/`).bearerToken(member.token)

    response.assertStatus(200)
    response.assertHeader('x-organization-id', acme.id)
    assert.deepEqual(Object.keys(response.body()), [
      'id',
      'name',
      'slug',
      'description',
      'industry',
      'website',
      'phone',
      'email',
      'address',
      'city',
      'state',
      'postal_code',
      'country',
      'time_zone',
      'currency',
      'fiscal_year_start_month',
      'locale',
      'event_keep_days',
      'brand_name',
      'brand_color',
      'logo_url',
      'brand_logo_url',
      'settings',
      'subscription_plan',
      'subscription_status',
      'is_active',
      'member_count',
      'version',
      'created_at',
      'updated_at',
    ])
    assert.equal(response.body().member_count, 2)
  })

  test('goes by the path, not by the active organization', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    await join(globex, acme.owner)

    const response = await client
      .get(`/api/organizations/${globex.id}/`)
      .header('x-organization-id', acme.id)
      .bearerToken(acme.owner.token)

    assert.equal(response.body().id, globex.id)
    response.assertHeader('x-organization-id', globex.id)
  })

  test('does not know organizations of others, nor malformed ids', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const answers = []
    for (const id of [globex.id, '00000000-0000-7000-8000-000000000000']) {
      const response = await client.get(`/api/organizations/${id}/`).bearerToken(acme.owner.token)
      response.assertStatus(404)
      answers.push({ ...response.body(), instance: null, request_id: null })
    }
    assert.deepEqual(answers[0], answers[1])
    const malformed = await client.get('/api/organizations/1/').bearerToken(acme.owner.token)
    malformed.assertStatus(404)
    const bySlug = await client
      .get(`/api/organizations/${acme.slug}/`)
      .bearerToken(acme.owner.token)
    bySlug.assertStatus(404)
  })

  test('refuses the anonymous', async ({ client }) => {
    const acme = await makeCompany()
    const response = await client.get(`/api/organizations/${acme.id}/`)
    response.assertStatus(401)
  })
})
