import { test } from '@japa/runner'
import { makeCustomers } from '#tests/support/customers'
import { OtherSystem } from '#tests/support/other_system'
import { type Company, makeCompany } from '#tests/support/personas'
import { WEBHOOKS, deliver, deliveriesOf, makeWebhook } from '#tests/support/webhooks'

test.group('Webhooks | at once', (group) => {
  const receiver = OtherSystem.during(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('an organization has at most twenty, however many are made at once', async ({
    client,
    assert,
  }) => {
    const make = () =>
      client
        .post(WEBHOOKS)
        .bearerToken(acme.owner.token)
        .json({ url: receiver.url, types: ['customers.*'] })
    for (let made = 0; made < 17; made += 1) (await make()).assertStatus(201)

    const answers = await Promise.all(Array.from({ length: 8 }, make))

    const statuses = answers.map((answer) => answer.status()).sort()
    assert.deepEqual(statuses, [201, 201, 201, 409, 409, 409, 409, 409])
    const refused = answers.find((answer) => answer.status() === 409)
    assert.containsSubset(refused?.body(), { code: 'too_many_webhooks', max: 20 })
    const list = await client.get(WEBHOOKS).bearerToken(acme.owner.token)
    assert.equal(list.body().count, 20)
  })

  test('processes that run one webhook at once send each event once', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, shape: 'thin' })
    await makeCustomers(acme, 30)

    await Promise.all(Array.from({ length: 6 }, () => deliver(acme, webhook)))

    const ids = receiver.requests.map(({ headers }) => headers['webhook-id'])
    assert.lengthOf(ids, 30)
    assert.equal(new Set(ids).size, 30)
    const deliveries = await deliveriesOf(client, acme.owner, webhook, { page_size: 100 })
    assert.isTrue(deliveries.every(({ state, attempt }) => state === 'delivered' && attempt === 1))
  })
})
