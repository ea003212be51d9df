import { test } from '@japa/runner'
import { act } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { Shop } from '#tests/support/products'

const LINES = ['read', 'create', 'update', 'delete', 'bulk'].map((action) => `deal-lines:${action}`)

test.group('Deal lines', () => {
  test('take name, unit, tax and price from their product, and keep them', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal({ currency: 'EUR' })
    const chair = await shop.product({ unit: 'piece', tax_rate: '19' }, { EUR: '19.9' })

    const made = await shop.line(deal, { product_id: chair, quantity: 3, discount: '10' })
    made.assertStatus(201)
    assert.containSubset(made.body(), {
      name: 'Chair',
      unit: 'piece',
      position: 1,
      quantity: '3.000',
      unit_price: '19.90',
      discount: '10.00',
      tax_rate: '19.00',
      currency: 'EUR',
      net: '53.73',
      tax: '10.21',
      gross: '63.94',
      deal: { id: deal, currency: 'EUR' },
      product: { id: chair, name: 'Chair' },
    })

    await shop.patch(`products/${chair}`, { name: 'Armchair', tax_rate: '7' })
    const later = await shop.get(`deal-lines/${made.body().id}/`)
    assert.containSubset(later.body(), {
      name: 'Chair',
      tax_rate: '19.00',
      product: { name: 'Armchair' },
    })
    const second = await shop.line(deal, { product_id: chair, unit_price: '5' })
    assert.containSubset(second.body(), { name: 'Armchair', position: 2, unit_price: '5.00' })
  })

  test('need no product, but a name and a price then', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal({ currency: 'JPY' })

    const bare = await shop.line(deal, {})
    bare.assertStatus(422)
    assert.sameMembers(
      bare.body().errors.map(({ field }: { field: string }) => field),
      ['name', 'unit_price']
    )
    const free = await shop.line(deal, { name: 'Delivery', unit_price: '1500', quantity: '1.5' })
    free.assertStatus(201)
    assert.containSubset(free.body(), { product: null, unit_price: '1500', net: '2250' })
    for (const wrong of [
      { unit_price: '0.5' },
      { quantity: '0' },
      { quantity: '1.0001' },
      { discount: '101' },
      { tax_rate: '-1' },
      { position: 0 },
    ]) {
      const refused = await shop.line(deal, { name: 'Delivery', unit_price: '1', ...wrong })
      refused.assertStatus(422)
      assert.containSubset(refused.body().errors, [{ field: Object.keys(wrong)[0] }])
    }
    assert.equal(await shop.valueOf(deal), '2250')
  })

  test('need a price where the price book of the currency has none', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const chair = await shop.product({}, { EUR: '20' })
    const deal = await shop.deal({ currency: 'USD' })

    const refused = await shop.line(deal, { product_id: chair })
    refused.assertStatus(422)
    assert.containSubset(refused.body().errors, [
      { field: 'unit_price', message: 'The product has no price in USD: say one.' },
    ])
    await shop.patch(`products/${chair}`, { is_active: false })
    const gone = await shop.line(deal, { product_id: chair, unit_price: '1' })
    assert.containSubset(gone.body().errors, [{ field: 'product_id' }])
  })

  test('are in the order of their positions', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal()
    for (const name of ['A', 'B', 'C']) await shop.line(deal, { name, unit_price: '1' })
    const names = async () => {
      const list = await shop.get(`deals/${deal}/lines/`)
      return list.body().results.map(({ name }: { name: string }) => name)
    }
    assert.deepEqual(await names(), ['A', 'B', 'C'])

    const [first] = (await shop.get(`deals/${deal}/lines/`)).body().results
    ;(await shop.patch(`deal-lines/${first.id}`, { position: 9 })).assertStatus(200)
    assert.deepEqual(await names(), ['B', 'C', 'A'])
  })

  test('are there for those who may read the deal, and written by those who may change it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal()
    const body = { name: 'Delivery', unit_price: '1' }
    const { id } = (await shop.line(deal, body)).body()
    const reader = await hireWith(acme, ['deals:read', ...LINES])
    const seller = await hireWith(acme, ['deals:read/own', 'deals:update/own', ...LINES])
    const outsider = await hireWith(acme, LINES)

    assert.equal((await shop.get('deal-lines/', reader)).body().count, 1)
    for (const response of [
      await shop.line(deal, body, reader),
      await shop.post('deal-lines', { ...body, deal_id: deal }, reader),
      await shop.patch(`deal-lines/${id}`, { quantity: 2 }, reader),
      await shop.remove(`deal-lines/${id}`, reader),
    ]) {
      response.assertStatus(403)
      assert.include(response.body().detail, 'deals:update')
    }
    const bulk = await shop.post('deal-lines/bulk_delete', { ids: [id] }, reader)
    assert.containSubset(bulk.body().results, [{ id, status: 403 }])
    for (const stranger of [seller, outsider]) {
      assert.equal((await shop.get('deal-lines/', stranger)).body().count, 0)
      ;(await shop.get(`deal-lines/${id}/`, stranger)).assertStatus(404)
      ;(await shop.patch(`deal-lines/${id}`, { quantity: 2 }, stranger)).assertStatus(404)
      ;(await shop.post('deal-lines', { ...body, deal_id: deal }, stranger)).assertStatus(422)
    }
    ;(await shop.line(deal, body, seller)).assertStatus(404)

    const theirs = await hireWith(acme, [
      'deals:create',
      'deals:read/own',
      'deals:update/own',
      'deal-lines:read',
      'deal-lines:create',
    ])
    const made = await shop.post('deals', { title: 'Theirs' }, theirs)
    ;(await shop.line(made.body().id, body, theirs)).assertStatus(201)
    assert.equal((await shop.get('deal-lines/', theirs)).body().count, 1)
    const explained = await shop.get(
      `access/explain/?resource=deal-lines&action=update&id=${id}`,
      reader
    )
    assert.isFalse(explained.body().allowed)
  })

  test('go with their deal, and come back with it', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal()
    const { id } = (await shop.line(deal, { name: 'Delivery', unit_price: '7' })).body()

    ;(await shop.remove(`deals/${deal}`)).assertStatus(204)
    ;(await shop.get(`deal-lines/${id}/`)).assertStatus(404)
    ;(await shop.patch(`deal-lines/${id}`, { quantity: 2 })).assertStatus(404)
    ;(await shop.post(`deals/${deal}/restore`, {})).assertStatus(200)
    assert.equal((await shop.get(`deal-lines/${id}/`)).body().net, '7.00')
    assert.equal(await shop.valueOf(deal), '7.00')
  })

  test('of closed deals change as the values of those do', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal()
    const { id } = (await shop.line(deal, { name: 'Delivery', unit_price: '7' })).body()
    ;(await act(client, acme.owner, deal, 'win')).assertStatus(200)

    ;(await shop.patch(`deal-lines/${id}`, { quantity: 2 })).assertStatus(200)
    assert.equal(await shop.valueOf(deal), '14.00')
  })

  test('of another organization are not there', async ({ client, assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const [shop, other] = [new Shop(client, acme), new Shop(client, globex)]
    const deal = await shop.deal()
    const chair = await shop.product({}, { USD: '5' })
    const { id } = (await shop.line(deal, { product_id: chair })).body()

    ;(await other.get(`deal-lines/${id}/`)).assertStatus(404)
    ;(await other.get(`deals/${deal}/lines/`)).assertStatus(404)
    ;(await other.remove(`deal-lines/${id}`)).assertStatus(404)
    const foreign = await other.line(await other.deal(), { product_id: chair, unit_price: '1' })
    foreign.assertStatus(422)
    assert.containSubset(foreign.body().errors, [{ field: 'product_id' }])
  })
})
