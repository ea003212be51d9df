import type { ApiResponse } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { act } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { Shop } from '#tests/support/products'

/** Sends many requests at once, and again those that another one was in the way of for too long. */
function atOnce(
  count: number,
  request: (index: number) => () => Promise<ApiResponse>
): Promise<ApiResponse[]> {
  const insist = async (send: () => Promise<ApiResponse>): Promise<ApiResponse> => {
    const answer = await send()
    return answer.body().code === 'try_again' ? insist(send) : answer
  }
  return Promise.all(Array.from({ length: count }, (_, index) => insist(request(index))))
}

/** How many transactions PostgreSQL has ended since they waited for each other. */
async function deadlocks(): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { deadlocks: number }[] }>(
    `SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot(), deadlocks::int
     FROM pg_stat_database WHERE datname = current_database()`
  )
  return rows[0]?.deadlocks ?? 0
}

const LINE = { name: 'Delivery', unit_price: '10' }

test.group('Deals | lines at once', (group) => {
  group.each.timeout(120_000)

  let before = 0
  group.each.setup(async () => {
    before = await deadlocks()
  })

  test('the value of a deal has all of twenty lines that are written at once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal({ value: '7.00' })
    const standing = await atOnce(5, () => () => shop.line(deal, LINE))
    const ids = standing.map((answer) => answer.body().id)

    const answers = await atOnce(20, (index) => () => {
      if (index < 10) return shop.line(deal, LINE)
      if (index < 15) return shop.post('deal-lines', { ...LINE, deal_id: deal, quantity: 2 })
      const path = `deal-lines/${ids[index - 15]}`
      return index < 18 ? shop.patch(path, { quantity: 3 }) : shop.remove(path)
    })

    for (const answer of answers) assert.isBelow(answer.status(), 300, answer.text())
    assert.equal(await shop.valueOf(deal), '290.00')
    const lines = (await shop.get(`deals/${deal}/lines/?page_size=100`)).body().results
    assert.lengthOf(new Set(lines.map(({ position }: { position: number }) => position)), 18)
    assert.equal(await deadlocks(), before)
  })

  test('lines are written while the deal moves, is won and reopened, and no one is refused', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deals = [await shop.deal(), await shop.deal()]
    for (const round of [0, 1, 2, 3]) {
      const closing = round % 2 === 0 ? 'win' : 'reopen'
      const answers = await atOnce(8, (index) => () => {
        const deal = deals[index % 2] ?? ''
        if (index < 4) return shop.line(deal, LINE)
        if (index < 6) return act(client, acme.owner, deal, closing)
        return shop.patch(`deals/${deal}`, { title: `Round ${round}` })
      })
      for (const answer of answers) assert.isBelow(answer.status(), 300, answer.text())
    }
    for (const deal of deals) assert.equal(await shop.valueOf(deal), '80.00')
    assert.equal(await deadlocks(), before)
  })

  test('lines of two deals change in bulk from both ends, and none waits for ever', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deals = [await shop.deal(), await shop.deal()]
    const ids: string[] = []
    for (const deal of [...deals, ...deals.toReversed()]) {
      ids.push((await shop.line(deal, LINE)).body().id)
    }
    const answers = await atOnce(8, (index) => () => {
      const data = { quantity: index + 1 }
      const named = index % 2 === 0 ? ids : ids.toReversed()
      return shop.post('deal-lines/bulk_update', { ids: named, data })
    })
    for (const answer of answers) assert.equal(answer.body().count, 4)
    const [one, other] = await Promise.all(deals.map((deal) => shop.valueOf(deal)))
    assert.equal(one, other)
    assert.equal(await deadlocks(), before)
  })

  test('a product has one price in a book, and a currency one default', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const book = await shop.book('EUR')
    const entry = { product_id: await shop.product(), unit_price: '5' }
    const made = await atOnce(6, () => () => shop.post(`price-books/${book}/entries`, entry))
    assert.deepEqual(made.map((answer) => answer.status()).sort(), [201, 409, 409, 409, 409, 409])
    const refused = made.find((answer) => answer.status() === 409)
    assert.containSubset(refused?.body(), { code: 'already_exists', plugin: 'products' })

    const books = await atOnce(6, (index) => () => {
      return shop.post('price-books', { name: `Book ${index}`, currency: 'USD' })
    })
    for (const answer of books) answer.assertStatus(201)
    const defaults = () => shop.get('price-books/?currency=USD&is_default=true')
    assert.equal((await defaults()).body().count, 1)
    const changed = await atOnce(6, (index) => () => {
      return shop.patch(`price-books/${books[index]?.body().id}`, { is_default: true })
    })
    for (const answer of changed) answer.assertStatus(200)
    assert.equal((await defaults()).body().count, 1)
    assert.equal(await deadlocks(), before)
  })
})
