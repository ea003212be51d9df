import { test } from '@japa/runner'
import { act } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { Shop } from '#tests/support/products'
import { countStatements } from '#tests/support/statements'
import { enter } from '#tests/support/visitor'

test.group('Products', () => {
  test('have codes, one SKU each, and are found by their words', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const chair = await shop.product({ sku: 'CH-1', category: 'Seating' })
    await shop.product({ name: 'Table' })

    assert.containSubset((await shop.get(`products/${chair}/`)).body(), {
      code: 'PR-001',
      tax_rate: '0.00',
      is_active: true,
    })
    const twice = await shop.post('products', { name: 'Stool', sku: 'CH-1' })
    twice.assertStatus(409)
    assert.containSubset(twice.body(), { code: 'already_exists', field: 'sku' })
    for (const words of ['seating', 'ch-1', 'PR-001']) {
      assert.equal((await shop.get(`products/?search=${words}`)).body().count, 1, words)
    }
    ;(await shop.remove(`products/${chair}`)).assertStatus(204)
    ;(await shop.post('products', { name: 'Stool', sku: 'CH-1' })).assertStatus(201)
  })

  test('have their prices and lines below them', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const chair = await shop.product()
    const book = await shop.book('EUR')
    const made = await shop.post(`products/${chair}/prices`, {
      price_book_id: book,
      unit_price: '5.5',
    })
    made.assertStatus(201)
    assert.containSubset(made.body(), { unit_price: '5.50', currency: 'EUR' })
    const deal = await shop.deal({ currency: 'EUR' })
    await shop.line(deal, { product_id: chair })

    assert.equal((await shop.get(`products/${chair}/deal-lines/`)).body().count, 1)
    assert.equal((await shop.get(`price-books/${book}/entries/`)).body().count, 1)
    const kept = await shop.remove(`products/${chair}`)
    kept.assertStatus(409)
    assert.deepEqual(kept.body().counts, { 'price-book-entries': 1, 'deal-lines': 1 })
    const wrong = await shop.post(`price-books/${book}/entries`, {
      product_id: await shop.product({ name: 'Table' }),
      unit_price: '5.555',
    })
    wrong.assertStatus(422)
    assert.containSubset(wrong.body().errors, [{ field: 'unit_price' }])
  })

  test('have a default price book, which is in use and has its currency for good', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const first = await shop.book('EUR')
    const second = (await shop.post('price-books', { name: 'Partners', currency: 'EUR' })).body()
    assert.isFalse(second.is_default)
    ;(await shop.patch(`price-books/${second.id}`, { is_default: true })).assertStatus(200)
    assert.isFalse((await shop.get(`price-books/${first}/`)).body().is_default)

    const unused = await shop.patch(`price-books/${second.id}`, { is_active: false })
    unused.assertStatus(422)
    assert.containSubset(unused.body(), {
      plugin: 'products',
      errors: [{ field: 'is_default', message: 'A default price book is in use.' }],
    })
    const german = await client
      .patch(`/api/price-books/${second.id}/`)
      .bearerToken(acme.owner.token)
      .header('Accept-Language', 'de')
      .json({ is_active: false })
    assert.containSubset(german.body().errors, [
      { message: 'Ein Standard-Preisbuch ist in Gebrauch.' },
    ])
    ;(await shop.patch(`price-books/${second.id}`, { currency: 'USD' })).assertStatus(422)
  })

  test('come to what was won and is open, by currency and for whom it may be read', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const chair = await shop.product({}, { EUR: '10', USD: '12' })
    const [won, open, dollars] = [
      await shop.deal({ currency: 'EUR' }),
      await shop.deal({ currency: 'EUR' }),
      await shop.deal({ currency: 'USD' }),
    ]
    await shop.line(won, { product_id: chair, quantity: 3, discount: '10' })
    await shop.line(won, { product_id: chair, quantity: 1 })
    await shop.line(open, { product_id: chair, quantity: '0.5' })
    await shop.line(open, { name: 'Delivery', unit_price: '99' })
    await shop.line(dollars, { product_id: chair })
    ;(await act(client, acme.owner, won, 'win')).assertStatus(200)

    const path = 'products/statistics/'
    let report = await shop.get(path)
    report.assertStatus(200)
    assert.deepEqual(report.body(), [
      {
        product_id: chair,
        code: 'PR-001',
        name: 'Chair',
        currency: 'EUR',
        deals: { open: 1, won: 1, lost: 0 },
        quantity: { open: '0.500', won: '4.000', lost: '0.000' },
        net: { open: '5.00', won: '37.00', lost: '0.00' },
        average_discount: '6.67',
      },
      {
        product_id: chair,
        code: 'PR-001',
        name: 'Chair',
        currency: 'USD',
        deals: { open: 1, won: 0, lost: 0 },
        quantity: { open: '1.000', won: '0.000', lost: '0.000' },
        net: { open: '12.00', won: '0.00', lost: '0.00' },
        average_discount: '0.00',
      },
    ])
    assert.deepEqual((await shop.get(`${path}?to=2020-01-01`)).body(), [])
    ;(await shop.get(`${path}?from=yesterday`)).assertStatus(400)
    const statements = await countStatements(async () => {
      report = await shop.get(`${path}?limit=1`)
    })
    assert.equal(statements, 1)
    assert.lengthOf(report.body(), 1)

    const reads = ['products:read', 'deal-lines:read']
    const own = await hireWith(acme, [...reads, 'deals:read/own'])
    assert.deepEqual((await shop.get(path, own)).body(), [])
    ;(await shop.get(path, await hireWith(acme, reads))).assertStatus(403)
  })

  test('stand on the admin pages: prices and lines, and a value that cannot be typed', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal({ currency: 'EUR', value: '3' })
    const visitor = await enter()
    const home = `/admin/organizations/${acme.slug}`
    const input = /<input\s+id="input-value"[^>]*>/
    const free = await visitor.get(`${home}/deals/${deal}/edit`)
    assert.notMatch(input.exec(free.html)?.[0] ?? '', /disabled/)

    await shop.line(deal, { product_id: await shop.product({}, { EUR: '10' }) })
    const page = await visitor.get(`${home}/deals/${deal}`)
    assert.include(page.html, 'related-deal-lines-deal_id')
    const form = await visitor.get(`${home}/deals/${deal}/edit`)
    assert.equal(form.status, 200)
    assert.match(input.exec(form.html)?.[0] ?? '', /disabled/)
    assert.include(form.html, 'The value of a deal with lines is what its lines come to.')
  })
})
