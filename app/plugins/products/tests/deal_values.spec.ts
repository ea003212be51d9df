import { test } from '@japa/runner'
import { eventsOf } from '#tests/support/audit'
import { makeCompany } from '#tests/support/personas'
import { Shop } from '#tests/support/products'

const LINE = { name: 'Delivery', unit_price: '10' }

test.group('Values of deals with lines', () => {
  test('are what the lines come to without tax, one version at a time', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal({ value: '7.00' })
    const { version } = (await shop.get(`deals/${deal}/`)).body()

    const first = await shop.line(deal, { ...LINE, quantity: '3', discount: '10', tax_rate: '19' })
    assert.equal(await shop.valueOf(deal), '27.00')
    assert.equal((await shop.get(`deals/${deal}/`)).body().version, version + 1)
    const second = await shop.line(deal, LINE)
    assert.equal(await shop.valueOf(deal), '37.00')
    await shop.patch(`deal-lines/${second.body().id}`, { quantity: '0.333' })
    assert.equal(await shop.valueOf(deal), '30.33')
    await shop.patch(`deal-lines/${second.body().id}`, { description: 'By lorry' })
    assert.equal((await shop.get(`deals/${deal}/`)).body().version, version + 3)
    await shop.remove(`deal-lines/${first.body().id}`)
    assert.equal(await shop.valueOf(deal), '3.33')

    const changes = (await eventsOf(acme, 'deals')).filter(
      ({ action }) => action === 'deals:update'
    )
    assert.deepEqual(
      changes.map(({ after, actor_id: actor }) => [after?.value, actor]),
      [27, 37, 30.33, 3.33].map((value) => [value, acme.owner.userId])
    )
  })

  test('cannot be typed, nor can the currency, until the last line has gone', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const [deal, other] = [await shop.deal({ value: '7.00' }), await shop.deal()]
    const { id } = (await shop.line(deal, LINE)).body()

    for (const [field, value] of [
      ['value', '1.00'],
      ['value', null],
      ['currency', 'EUR'],
    ] as const) {
      const refused = await shop.patch(`deals/${deal}`, { [field]: value })
      refused.assertStatus(422)
      assert.containSubset(refused.body(), { plugin: 'products', errors: [{ field }] })
    }
    const data = { value: '2.00' }
    const bulk = await shop.post('deals/bulk_update', { ids: [deal, other], data })
    assert.containSubset(bulk.body().results, [
      { id: deal, status: 422 },
      { id: other, status: 200 },
    ])
    const whole = (await shop.get(`deals/${deal}/`)).body()
    ;(await shop.patch(`deals/${deal}`, { title: 'Chairs', value: whole.value })).assertStatus(200)
    assert.equal(await shop.valueOf(deal), '10.00')

    ;(await shop.remove(`deal-lines/${id}`)).assertStatus(204)
    assert.equal(await shop.valueOf(deal), '0.00')
    ;(await shop.patch(`deals/${deal}`, { value: '8.00', currency: 'EUR' })).assertStatus(200)
    assert.equal(await shop.valueOf(deal), '8.00')
  })

  test('are computed once where many lines change at once', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deals = [await shop.deal(), await shop.deal()]
    const ids: string[] = []
    for (const deal of [...deals, ...deals]) ids.push((await shop.line(deal, LINE)).body().id)
    const versions = async () =>
      Promise.all(deals.map(async (id) => (await shop.get(`deals/${id}/`)).body().version))
    const before = await versions()

    const changed = await shop.post('deal-lines/bulk_update', { ids, data: { quantity: 3 } })
    assert.equal(changed.body().count, 4)
    for (const deal of deals) assert.equal(await shop.valueOf(deal), '60.00')
    assert.deepEqual(
      await versions(),
      before.map((version) => version + 1)
    )
    ;(await shop.post('deal-lines/bulk_delete', { ids })).assertStatus(200)
    for (const deal of deals) assert.equal(await shop.valueOf(deal), '0.00')
  })

  test('that no deal may have keep the line from being made', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const deal = await shop.deal()

    const refused = await shop.line(deal, { ...LINE, unit_price: '9999999999999', quantity: 2 })
    refused.assertStatus(422)
    assert.containSubset(refused.body().errors, [{ field: 'value' }])
    assert.equal((await shop.get(`deals/${deal}/lines/`)).body().count, 0)
  })

  test('are typed where the plugin is off, and right again when it is on', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const [deal, plain] = [await shop.deal(), await shop.deal({ value: '5.00' })]
    await shop.line(deal, LINE)
    ;(await shop.patch('plugins/products', { enabled: false })).assertStatus(200)
    ;(await shop.get(`deals/${deal}/lines/`)).assertStatus(404)
    ;(await shop.patch(`deals/${deal}`, { value: '1.00' })).assertStatus(200)

    ;(await shop.patch('plugins/products', { enabled: true })).assertStatus(200)
    assert.equal(await shop.valueOf(deal), '10.00')
    assert.equal(await shop.valueOf(plain), '5.00')
  })
})
