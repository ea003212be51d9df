import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { importFile } from '#tests/support/imports'
import { type Company, makeCompany } from '#tests/support/personas'

const COMPOSED = 'Caf\u00E9'
const DECOMPOSED = 'Cafe\u0301'

test.group('Text | writing', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const post = (client: ApiClient, path: string, body: object) =>
    client.post(`/api/${path}/`).bearerToken(acme.owner.token).json(body)
  const get = (client: ApiClient, path: string) =>
    client.get(`/api/${path}`).bearerToken(acme.owner.token)

  test('a name is kept in one form of Unicode, and found by either', async ({ client, assert }) => {
    const made = await post(client, 'customers', { name: DECOMPOSED, tags: [DECOMPOSED] })
    assert.equal(made.body().name, COMPOSED)
    assert.deepEqual(made.body().tags, [COMPOSED])
    for (const name of [COMPOSED, DECOMPOSED]) {
      const found = await get(client, `customers/?name=${encodeURIComponent(name)}`)
      assert.equal(found.body().count, 1)
    }
  })

  test('a name that nobody sees is refused, on every kind of record', async ({ client }) => {
    const invisible = '\u200B\u00AD'
    for (const [path, body] of [
      ['customers', { name: invisible }],
      ['customers', { first_name: invisible, last_name: 'Lee' }],
      ['leads', { name: invisible }],
      ['deals', { title: invisible }],
      ['pipelines', { name: invisible }],
      ['lost-reasons', { name: invisible }],
      ['employees', { first_name: invisible, last_name: 'Lee', email: 'a@example.com' }],
    ] as const) {
      const refused = await post(client, path, body)
      refused.assertStatus(422)
      const field = Object.keys(body)[0] ?? ''
      refused.assertBodyContains({
        code: 'validation_failed',
        errors: [
          {
            field,
            rule: 'invisible',
            message: `The ${field} field has only characters that nobody sees`,
          },
        ],
      })
    }
  })

  test('a name of several lines, or with control characters, is refused and told why', async ({
    client,
  }) => {
    for (const [name, rule] of [
      ['Ann\nLee', 'line_break'],
      ['Ann\tLee', 'line_break'],
      ['Ann\u0007Lee', 'control'],
      ['Ann\u009BLee', 'control'],
    ] as const) {
      const refused = await post(client, 'customers', { name })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'name', rule }] })
    }
  })

  test('notes and addresses have lines, and no control characters', async ({ client, assert }) => {
    const lines = { notes: 'one\ntwo\tthree', address: 'Main Street 1\r\nBerlin' }
    const kept = await post(client, 'customers', { name: 'Ann', ...lines })
    kept.assertStatus(201)
    assert.equal(kept.body().notes, lines.notes)
    assert.equal(kept.body().address, lines.address)
    const refused = await post(client, 'customers', { name: 'Ann', notes: 'bell\u0007' })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'notes', rule: 'control' }] })
  })

  test('two writings of a name are one pipeline, one stage and one lost reason', async ({
    client,
  }) => {
    const pipeline = await post(client, 'pipelines', { name: COMPOSED })
    pipeline.assertStatus(201)
    const stage = { pipeline_id: pipeline.body().id, type: 'open' }
    ;(await post(client, 'pipeline-stages', { ...stage, name: COMPOSED })).assertStatus(201)
    ;(await post(client, 'lost-reasons', { name: COMPOSED })).assertStatus(201)
    for (const name of [DECOMPOSED, 'CAFÉ', 'Ca\u200Bfé', 'Cafe\u0301 ']) {
      ;(await post(client, 'pipelines', { name })).assertStatus(409)
      ;(await post(client, 'pipeline-stages', { ...stage, name })).assertStatus(409)
      ;(await post(client, 'lost-reasons', { name })).assertStatus(409)
    }
    ;(await post(client, 'lost-reasons', { name: 'Cafe' })).assertStatus(201)
  })

  test('a deal is lost for the reason of that name, in whichever form it is written', async ({
    client,
    assert,
  }) => {
    const reason = await post(client, 'lost-reasons', { name: COMPOSED })
    const deal = await post(client, 'deals', { title: 'Beans' })
    const lost = await post(client, `deals/${deal.body().id}/lose`, { lost_reason: 'CAFE\u0301' })
    lost.assertStatus(200)
    const shown = await get(client, `deals/${deal.body().id}/`)
    assert.equal(shown.body().lost_reason_id, reason.body().id)
  })

  test('a file that writes a name in its other form changes the customer and makes none', async ({
    client,
    assert,
  }) => {
    await post(client, 'customers', { name: COMPOSED })
    const done = await importFile(client, acme.owner, `name,city\n${DECOMPOSED},Paris\n`, {
      mapping: { name: 'name', city: 'city' },
      match_by: 'name',
    })
    assert.equal(done.status, 'completed')
    const all = await get(client, 'customers/?fields=name,city')
    assert.deepEqual(all.body().results, [{ name: COMPOSED, city: 'Paris' }])
  })
})

test.group('Text | filters', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('an address of mails is found in any case, as imports match it', async ({
    client,
    assert,
  }) => {
    const token = acme.owner.token
    for (const [path, body] of [
      ['customers', { name: 'Ann' }],
      ['leads', { name: 'Ann' }],
      ['vendors', { name: 'Ann' }],
    ] as const) {
      const email = 'Ann.Lee@Example.com'
      const made = await client
        .post(`/api/${path}/`)
        .bearerToken(token)
        .json({ ...body, email })
      assert.equal(made.body().email, email)
      const count = async (query: string) =>
        (await client.get(`/api/${path}/?${query}`).bearerToken(token)).body().count
      assert.equal(await count('email=ann.lee@example.COM'), 1)
      assert.equal(await count('email[in]=ANN.LEE@example.com,b@example.com'), 1)
      assert.equal(await count('email[ne]=ANN.LEE@example.com'), 0)
      assert.equal(await count('email[nin]=ANN.LEE@example.com'), 0)
      assert.equal(await count('email=lee@example.com'), 0)
    }
  })

  test('what contains or begins with a text is found without accents', async ({
    client,
    assert,
  }) => {
    const token = acme.owner.token
    await client
      .post('/api/customers/')
      .bearerToken(token)
      .json({ name: 'Zoë Ärger', city: 'Łódź' })
    for (const query of ['name[contains]=arger', 'name[starts_with]=ZOE', 'city[contains]=odz']) {
      const found = await client.get(`/api/customers/?${query}`).bearerToken(token)
      assert.equal(found.body().count, 1, query)
    }
  })
})
