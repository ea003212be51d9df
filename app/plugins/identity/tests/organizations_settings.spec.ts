import { test } from '@japa/runner'
import { makeCompany } from '#tests/support/personas'

test.group('Organizations | settings', () => {
  test('an organization has conventions from the start', async ({ client, assert }) => {
    const { id, owner } = await makeCompany()

    const response = await client.get(`/api/organizations/${id}/`).bearerToken(owner.token)

    assert.containsSubset(response.body(), {
      time_zone: 'UTC',
      currency: 'USD',
      fiscal_year_start_month: 1,
      locale: 'en-US',
      event_keep_days: 30,
      brand_name: null,
      brand_color: null,
      brand_logo_url: null,
    })
  })

  test('takes its own, each in its usual form', async ({ client, assert }) => {
    const { id, owner } = await makeCompany()

    const response = await client.patch(`/api/organizations/${id}/`).bearerToken(owner.token).json({
      time_zone: 'europe/berlin',
      currency: 'eur',
      fiscal_year_start_month: 4,
      locale: 'de-at',
      brand_name: ' Acme GmbH ',
      brand_color: '#1A73E8',
      brand_logo_url: 'https://cdn.acme.example/logo.svg',
    })

    response.assertStatus(200)
    assert.containsSubset(response.body(), {
      time_zone: 'Europe/Berlin',
      currency: 'EUR',
      fiscal_year_start_month: 4,
      locale: 'de-AT',
      brand_name: 'Acme GmbH',
      brand_color: '#1a73e8',
      brand_logo_url: 'https://cdn.acme.example/logo.svg',
    })
    const cleared = await client
      .patch(`/api/organizations/${id}/`)
      .bearerToken(owner.token)
      .json({ brand_name: null, brand_color: '', brand_logo_url: null })
    assert.containsSubset(cleared.body(), {
      brand_name: null,
      brand_color: null,
      brand_logo_url: null,
      currency: 'EUR',
    })
  })

  test('a time zone keeps the name that it was given by, spelled as the database spells it', async ({
    client,
    assert,
  }) => {
    const { id, owner } = await makeCompany()
    for (const [given, kept] of [
      ['Europe/Kyiv', 'Europe/Kyiv'],
      ['europe/kiev', 'Europe/Kiev'],
      ['ASIA/KOLKATA', 'Asia/Kolkata'],
      ['america/port-au-prince', 'America/Port-au-Prince'],
      ['Asia/Kathmandu', 'Asia/Kathmandu'],
      ['Etc/UTC', 'Etc/UTC'],
      ['utc', 'UTC'],
    ] as const) {
      const response = await client
        .patch(`/api/organizations/${id}/`)
        .bearerToken(owner.token)
        .json({ time_zone: given })
      response.assertStatus(200)
      assert.equal(response.body().time_zone, kept, given)
    }
  })

  test('can be given when it is founded', async ({ client }) => {
    const { owner } = await makeCompany()

    const response = await client
      .post('/api/organizations/')
      .bearerToken(owner.token)
      .json({ name: 'Initech', currency: 'CHF', time_zone: 'Europe/Zurich' })

    response.assertStatus(201)
    response.assertBodyContains({ currency: 'CHF', time_zone: 'Europe/Zurich', locale: 'en-US' })
  })

  test('refuses what is none', async ({ client, assert }) => {
    const { id, owner } = await makeCompany()
    const wrong: [string, unknown][] = [
      ['time_zone', 'Mars/Olympus'],
      ['time_zone', '+02:00'],
      ['time_zone', 'Etc/GMT+2'],
      ['time_zone', ''],
      ['time_zone', null],
      ['currency', 'XYZ1'],
      ['currency', 'QQQ'],
      ['currency', null],
      ['fiscal_year_start_month', 0],
      ['fiscal_year_start_month', 13],
      ['fiscal_year_start_month', 1.5],
      ['fiscal_year_start_month', '4'],
      ['event_keep_days', 0],
      ['event_keep_days', 91],
      ['locale', 'not a locale'],
      ['locale', ''],
      ['brand_color', 'red'],
      ['brand_color', '#12345'],
      ['brand_logo_url', 'http://acme.example/logo.svg'],
      ['brand_logo_url', 'javascript:alert(1)'],
      ['brand_logo_url', 'https://user:pass@acme.example/'],
      ['brand_name', 'x'.repeat(101)],
    ]

    for (const [field, value] of wrong) {
      const response = await client
        .patch(`/api/organizations/${id}/`)
        .bearerToken(owner.token)
        .json({ [field]: value })
      assert.equal(response.status(), 422, `${field}: ${JSON.stringify(value)}`)
      assert.equal(response.body().errors[0].field, field)
    }
  })
})
