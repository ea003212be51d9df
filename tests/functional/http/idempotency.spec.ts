import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import forgetAnswers from '#core/jobs/forget_answers'
import { eventsOf } from '#tests/support/audit'
import { makeApiKey } from '#tests/support/api_keys'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, makeDeal } from '#tests/support/deals'
import { sendFile } from '#tests/support/imports'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const CUSTOMERS = '/api/customers/'

const countOf = async (table: string, { id }: Company) => {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE organization_id = $1`,
      [id]
    )
  )
  return rows[0]?.n
}

test.group('HTTP | Idempotency-Key', () => {
  test('R-62: anyone who sends a request again gets its first answer again', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const key = randomUUID()
    const send = () =>
      client
        .post(CUSTOMERS)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', key)
        .json({ name: 'Once', email: 'once@example.com' })

    const first = await send()
    const again = await send()

    first.assertStatus(201)
    assert.isUndefined(first.header('idempotent-replayed'))
    again.assertStatus(201)
    assert.equal(again.header('idempotent-replayed'), 'true')
    assert.equal(again.text(), first.text())
    for (const name of ['location', 'etag', 'content-type', 'x-organization-id']) {
      assert.equal(again.header(name), first.header(name), name)
    }
    assert.equal(await countOf('customers', acme), 1)
    assert.lengthOf(await eventsOf(acme, 'customers'), 1)
  })

  test('R-62: what a change answered is answered again, and done once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme)
    const patch = (name: string) =>
      client
        .patch(`${CUSTOMERS}${customer}/`)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'rename')
        .json({ name })

    const [first, again] = [await patch('Renamed'), await patch('Renamed')]

    first.assertStatus(200)
    assert.equal(again.header('idempotent-replayed'), 'true')
    assert.equal(again.text(), first.text())
    assert.equal(first.body().version, 2)
    const other = await patch('Another')
    other.assertStatus(422)
    other.assertBodyContains({ code: 'idempotency_key_reused' })
    const shown = await client.get(`${CUSTOMERS}${customer}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ name: 'Renamed', version: 2 })
  })

  test('R-62: a key means the next stage once', async ({ client, assert }) => {
    const acme = await makeCompany()
    const pipeline = await defaultPipeline(client, acme.owner)
    const deal = await makeDeal(acme, { stage_id: pipeline.stages[0]?.id })
    const move = (path = `/api/deals/${deal}/move_stage/`) =>
      client.post(path).bearerToken(acme.owner.token).header('Idempotency-Key', 'next').json({})

    const first = await move()
    first.assertStatus(200)
    for (const path of [`/api/deals/${deal}/move_stage`, `/api/v1/deals/${deal}/move_stage/`]) {
      const again = await move(path)
      assert.equal(again.header('idempotent-replayed'), 'true')
      assert.equal(again.text(), first.text())
    }
    const shown = await client.get(`/api/deals/${deal}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ stage: { id: pipeline.stages[1]?.id } })
  })

  test('R-62: a key is its caller’s, in one organization, for one route', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const colleague = await hire(acme, { roles: ['sales'] })
    const globex = await makeCompany('Globex')
    const { key: apiKey } = await makeApiKey(client, acme.owner)
    const send = (path: string, token: string, body: object) =>
      client.post(path).bearerToken(token).header('Idempotency-Key', 'same').json(body)

    const answers = [
      await send(CUSTOMERS, acme.owner.token, { name: 'A' }),
      await send(CUSTOMERS, colleague.token, { name: 'A' }),
      await send(CUSTOMERS, globex.owner.token, { name: 'A' }),
      await send(CUSTOMERS, apiKey, { name: 'A' }),
      await send('/api/vendors/', acme.owner.token, { name: 'A' }),
    ]

    for (const answer of answers) {
      answer.assertStatus(201)
      assert.isUndefined(answer.header('idempotent-replayed'))
    }
    assert.equal(new Set(answers.map((answer) => answer.body().id)).size, 5)
  })

  test('R-62: what was refused is not kept, and may be sent anew', async ({ client }) => {
    const acme = await makeCompany()
    const send = (name: string) =>
      client
        .post(CUSTOMERS)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'again')
        .json({ name })

    const refused = await send('')
    refused.assertStatus(422)
    const mended = await send('Mended')
    mended.assertStatus(201)
    const broken = await client
      .post('/api/probes/throws')
      .bearerToken(acme.owner.token)
      .header('Idempotency-Key', 'broken')
    broken.assertStatus(500)
    const stillBroken = await client
      .post('/api/probes/throws')
      .bearerToken(acme.owner.token)
      .header('Idempotency-Key', 'broken')
    stillBroken.assertStatus(500)
  })

  test('R-09: an answer is not repeated to a user who may see less of it now', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, [
      'employees:create',
      'employees:read',
      'employees:read-compensation',
    ])
    const send = () =>
      client
        .post('/api/employees/')
        .bearerToken(member.token)
        .header('Idempotency-Key', 'hired')
        .json({ first_name: 'Eve', last_name: 'Employee', salary: '70000.00' })
    const first = await send()
    first.assertStatus(201)
    assert.equal(first.body().salary, '70000.00')
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `DELETE FROM role_permissions
         WHERE organization_id = $1 AND permission = 'employees:read-compensation'`,
        [acme.id]
      )
    )

    const again = await send()
    assert.notInclude(again.text(), '70000')
    assert.include([409, 422], again.status())
    assert.equal(await countOf('employees', acme), 1)
  })

  test('R-32: an answer is kept sealed, and none that hands out a secret', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await client
      .post(CUSTOMERS)
      .bearerToken(acme.owner.token)
      .header('Idempotency-Key', 'sealed')
      .json({ name: 'Canary in a cage' })
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ said: string }>(
        `SELECT string_agg(a::text, ' ') AS said FROM idempotent_answers a WHERE organization_id = $1`,
        [acme.id]
      )
    )
    assert.isString(rows[0]?.said)
    assert.notInclude(rows[0]?.said, 'Canary')

    const refused = await client
      .post('/api/api-keys/')
      .bearerToken(acme.owner.token)
      .header('Idempotency-Key', 'key')
      .json({ name: 'Shop' })
    refused.assertStatus(400)
    refused.assertBodyContains({ code: 'no_idempotency_here' })
  })

  test('R-62: a file that is sent again is taken on once', async ({ client, assert }) => {
    const acme = await makeCompany()
    const send = (content: string, key = 'upload') =>
      sendFile(client, acme.owner, content).header('Idempotency-Key', key)

    const first = await send('name\nAnn')
    const again = await send('name\nAnn')
    const other = await send('name\nBob')
    const next = await send('name\nBob', 'another')

    first.assertStatus(201)
    again.assertStatus(201)
    assert.equal(again.header('idempotent-replayed'), 'true')
    assert.equal(again.text(), first.text())
    assert.equal(again.header('location'), first.header('location'))
    other.assertStatus(422)
    other.assertBodyContains({ code: 'idempotency_key_reused' })
    next.assertStatus(201)
    assert.equal(await countOf('imports', acme), 2)
  })

  test('R-62: after a day a key is new again, and what it kept is forgotten', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const send = () =>
      client
        .post(CUSTOMERS)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'yesterday')
        .json({ name: 'Daily' })
    const age = () =>
      UnitOfWork.run(asSystem, (unit) =>
        unit.query(
          `UPDATE idempotent_answers SET created_at = created_at - interval '25 hours'
           WHERE organization_id = $1`,
          [acme.id]
        )
      )
    const first = await send()
    await age()
    const next = await send()
    next.assertStatus(201)
    assert.notEqual(next.body().id, first.body().id)
    const again = await send()
    assert.equal(again.body().id, next.body().id)

    await age()
    await UnitOfWork.run(asSystem, () =>
      forgetAnswers.handle(
        {},
        {
          messageId: '',
          attempt: 1,
          isLastAttempt: false,
          signal: new AbortController().signal,
          progress: async () => {},
        }
      )
    )
    assert.equal(await countOf('idempotent_answers', acme), 0)
  })

  test('refuses a key that is none', async ({ client }) => {
    const acme = await makeCompany()
    for (const key of ['x'.repeat(256), 'two words']) {
      const response = await client
        .post(CUSTOMERS)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', key)
        .json({ name: 'A' })
      response.assertStatus(400)
      response.assertBodyContains({ code: 'malformed_idempotency_key' })
    }
  })
})
