import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { inDatabase } from '#tests/support/deals'
import { addLines, makeQuote, makeQuoteThat, openShop } from '#tests/support/quotes'

test.group('Quotes | at once', () => {
  test('of two quotes of a deal that are accepted at once, one is', async ({ client, assert }) => {
    const shop = await openShop()
    await addLines(shop.acme, shop.deal, [{}])
    const ids = [
      await makeQuoteThat(client, shop, 'sent'),
      await makeQuoteThat(client, shop, 'sent'),
    ]
    const { post } = api(client, shop.acme.owner)
    const answers = await Promise.all(ids.map((id) => post(`/api/quotes/${id}/accept/`)))

    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [200, 409]
    )
    const refused = answers.find((answer) => answer.status() === 409)
    assert.match(refused?.body().detail, /^The quote QU-00\d of this deal is accepted already\.$/)
    const rows = await inDatabase(shop.acme, `SELECT FROM quotes WHERE status = 'accepted'`)
    assert.lengthOf(rows, 1)
  })

  test('a quote that is accepted and declined at once becomes one of the two', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await addLines(shop.acme, shop.deal, [{}])
    const id = await makeQuoteThat(client, shop, 'sent')
    const { post } = api(client, shop.acme.owner)
    const answers = await Promise.all(
      ['accept', 'decline'].map((command) => post(`/api/quotes/${id}/${command}/`))
    )
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [200, 409]
    )
  })

  test('quotes that are made at once have numbers of their own, without gaps', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const made = await Promise.all(
      Array.from({ length: 5 }, () => makeQuote(client, acme.owner, deal))
    )
    assert.deepEqual(made.map(({ code }) => code).sort(), [
      'QU-001',
      'QU-002',
      'QU-003',
      'QU-004',
      'QU-005',
    ])
  })
})
