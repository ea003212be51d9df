import { test } from '@japa/runner'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

test.group('Idempotency-Key | races', () => {
  test('R-62: of fifty requests with one key at once, one does something', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const send = () =>
      client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'only-once')
        .json({ name: 'Once' })

    const answers = await Promise.all(Array.from({ length: 50 }, send))

    const made = answers.filter((answer) => answer.status() === 201)
    const first = made.filter((answer) => answer.header('idempotent-replayed') === undefined)
    assert.lengthOf(first, 1)
    for (const answer of made) assert.equal(answer.text(), first[0]?.text())
    for (const answer of answers.filter((other) => other.status() !== 201)) {
      answer.assertStatus(409)
      answer.assertBodyContains({ code: 'idempotency_key_in_use' })
      answer.assertHeader('retry-after', '1')
    }
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM customers WHERE organization_id = $1',
        [acme.id]
      )
    )
    assert.equal(rows[0]?.n, 1)
    const later = await send()
    assert.equal(later.text(), first[0]?.text())
  })

  test('R-62: who comes while the first is under way is told so, and changes nothing', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const send = async () =>
      client
        .post('/api/probes/takes_long')
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'slow')

    const slow = send()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const meanwhile = await send()
    const first = await slow

    first.assertStatus(200)
    meanwhile.assertStatus(409)
    const again = await send()
    assert.equal(again.header('idempotent-replayed'), 'true')
  })
})
