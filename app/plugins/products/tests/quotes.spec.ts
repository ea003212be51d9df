import { test } from '@japa/runner'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { api } from '#tests/support/api'
import { inDatabase } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'
import { addLines, makeQuote, makeQuoteThat, openShop } from '#tests/support/quotes'

const LINES = [
  { name: 'Rocket', quantity: '2.5', unit_price: '99.99', discount: '10', tax_rate: '19' },
  { name: 'Fuel', quantity: '3', unit_price: '0.05', tax_rate: '7', unit: 'l' },
  { name: 'Manual', quantity: '1', unit_price: '10.00', tax_rate: '19' },
]

test.group('Quotes', () => {
  test('take the lines of a deal, its customer and its sums, with tax by rate', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop({ currency: 'EUR' })
    await addLines(acme, deal, LINES)
    const quote = await makeQuote(client, acme.owner, deal, { valid_until: '2099-01-31' })

    assert.containsSubset(quote, {
      code: 'QU-001',
      title: 'Rockets',
      status: 'draft',
      currency: 'EUR',
      net: '235.13',
      tax: '44.66',
      gross: '279.79',
      customer_name: 'Ann',
      customer_address: 'Rome',
      valid_until: '2099-01-31',
      is_expired: false,
      taxes: [
        { rate: '7.00', net: '0.15', tax: '0.01' },
        { rate: '19.00', net: '234.98', tax: '44.65' },
      ],
    })
    const lines = await api(client, acme.owner).get(`/api/quotes/${quote.id}/lines/`)
    assert.deepEqual(
      lines
        .body()
        .results.map((line: Record<string, string>) => [line.position, line.name, line.gross]),
      [
        [1, 'Rocket', '267.73'],
        [2, 'Fuel', '0.16'],
        [3, 'Manual', '11.90'],
      ]
    )
  })

  test('stay what they are, whatever becomes of lines, customer and organization', async ({
    client,
    assert,
  }) => {
    const { acme, deal, customer } = await openShop()
    await addLines(acme, deal, LINES)
    const { id } = await makeQuote(client, acme.owner, deal)
    const { get, patch } = api(client, acme.owner)
    const all = async () => [
      (await get(`/api/quotes/${id}/`)).body(),
      (await get(`/api/quotes/${id}/lines/`)).body().results,
    ]
    const before = await all()

    await inDatabase(acme, `UPDATE deal_lines SET name = 'Other', unit_price = 1`)
    await inDatabase(acme, `DELETE FROM deal_lines WHERE position = 2`)
    await patch(`/api/deals/${deal}/`, { title: 'Other' })
    await patch(`/api/customers/${customer}/`, { name: 'Ben', city: 'Oslo' })
    await patch(`/api/organizations/${acme.id}/`, { name: 'Other', address: 'Elsewhere 1' })
    const [quote, lines] = await all()
    assert.deepEqual(lines, before[1])
    for (const name of ['title', 'customer_name', 'customer_address', 'sender_name', 'gross']) {
      assert.equal(quote[name], before[0][name], name)
    }
    await assert.rejects(() => inDatabase(acme, `UPDATE quote_lines SET name = 'Other'`))
  })

  test('of drafts are changed, taken anew and deleted; a change is audited by its name', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, LINES)
    const { id } = await makeQuote(client, acme.owner, deal)
    const { patch, post, delete: remove } = api(client, acme.owner)

    const changed = await patch(`/api/quotes/${id}/`, {
      title: 'Better',
      notes: 'Soon',
      terms: 'Net 30',
    })
    changed.assertStatus(200)
    await inDatabase(acme, `DELETE FROM deal_lines WHERE position > 1`)
    const taken = await post(`/api/quotes/${id}/refresh/`)
    taken.assertStatus(200)
    assert.containsSubset(taken.body(), {
      message: 'Quote refreshed.',
      quote: { title: 'Better', net: '224.98', version: 3 },
    })
    const lines = await inDatabase(acme, 'SELECT name FROM quote_lines')
    assert.deepEqual(lines, [{ name: 'Rocket' }])
    assert.include(actionsOf(await eventsOf(acme, 'quotes')), 'quotes:refresh')

    const gone = await remove(`/api/quotes/${id}/`)
    gone.assertStatus(204)
    assert.deepEqual(await inDatabase(acme, 'SELECT FROM quote_lines'), [])
  })

  test('are refused for a deal without lines, with too many, or that is not there', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    const { post } = api(client, acme.owner)
    const empty = await post('/api/quotes/', { deal_id: deal })
    empty.assertStatus(422)
    assert.include(empty.text(), 'The deal has no lines to be quoted.')
    await addLines(
      acme,
      deal,
      Array.from({ length: 501 }, () => ({}))
    )
    const long = await post('/api/quotes/', { deal_id: deal })
    long.assertStatus(422)
    assert.include(long.text(), 'A quote has at most 500 lines.')
    const absent = await post('/api/quotes/', { deal_id: acme.id })
    absent.assertStatus(422)
    assert.deepEqual(await inDatabase(acme, 'SELECT FROM quotes'), [])
  })

  test('are numbered for each organization, and what was refused takes no number', async ({
    client,
    assert,
  }) => {
    const codes: string[] = []
    for (const shop of [await openShop(), await openShop()]) {
      await api(client, shop.acme.owner).post('/api/quotes/', { deal_id: shop.deal })
      await addLines(shop.acme, shop.deal, [{}])
      for (let made = 0; made < 2; made += 1) {
        codes.push((await makeQuote(client, shop.acme.owner, shop.deal)).code)
      }
    }
    assert.deepEqual(codes, ['QU-001', 'QU-002', 'QU-001', 'QU-002'])
  })

  test('replace one of the same deal, and of no other', async ({ client, assert }) => {
    const { acme, deal, customer } = await openShop()
    await addLines(acme, deal, [{}])
    const first = await makeQuote(client, acme.owner, deal)
    const second = await makeQuote(client, acme.owner, deal, { replaces_id: first.id })
    assert.equal(second.replaces.code, first.code)

    const { post } = api(client, acme.owner)
    const other = await post('/api/deals/', { title: 'Other', customer_id: customer })
    await addLines(acme, other.body().id, [{}])
    const body = { deal_id: other.body().id, replaces_id: first.id }
    const refused = await post('/api/quotes/', body)
    refused.assertStatus(422)
    assert.include(refused.text(), 'of another deal')
  })
})

/* What each command answers of a quote in each status, and the status that it has then. */
const TRANSITIONS = {
  draft: { send: 'sent', accept: 409, decline: 409, refresh: 'draft', PATCH: 'draft', DELETE: 204 },
  sent: {
    send: 'sent',
    accept: 'accepted',
    decline: 'declined',
    refresh: 409,
    PATCH: 409,
    DELETE: 409,
  },
  accepted: { send: 409, accept: 'accepted', decline: 409, refresh: 409, PATCH: 409, DELETE: 409 },
  declined: { send: 409, accept: 409, decline: 'declined', refresh: 409, PATCH: 409, DELETE: 409 },
}

test.group('Quotes | what becomes of them', () => {
  for (const [status, answers] of Object.entries(TRANSITIONS)) {
    test(`a quote that is ${status}`, async ({ client, assert }) => {
      const shop = await openShop()
      await addLines(shop.acme, shop.deal, [{}])
      const { get, post, patch, delete: remove } = api(client, shop.acme.owner)
      for (const [command, expected] of Object.entries(answers)) {
        await inDatabase(shop.acme, 'DELETE FROM quotes')
        const id = await makeQuoteThat(client, shop, status)
        const before = await inDatabase(shop.acme, 'SELECT * FROM quotes')
        const path = `/api/quotes/${id}/`
        const response =
          command === 'PATCH'
            ? await patch(path, { title: 'Other' })
            : command === 'DELETE'
              ? await remove(path)
              : await post(`${path}${command}/`)
        const said = `${status} ${command}: ${response.text()}`
        if (typeof expected === 'number') {
          assert.equal(response.status(), expected, said)
          if (expected === 409) {
            assert.deepEqual(await inDatabase(shop.acme, 'SELECT * FROM quotes'), before, said)
          }
        } else {
          assert.equal(response.status(), 200, said)
          assert.equal((await get(path)).body().status, expected, said)
        }
      }
    })
  }

  test('what is over is neither sent nor accepted, by the day of the organization', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { get, post, patch } = api(client, acme.owner)
    const { id } = await makeQuote(client, acme.owner, deal, { valid_until: '2020-01-01' })
    const late = await post(`/api/quotes/${id}/send/`)
    late.assertStatus(422)
    const today = await inDatabase<{ day: string }>(
      acme,
      'SELECT organization_today()::text AS day'
    )
    await patch(`/api/quotes/${id}/`, { valid_until: today[0]?.day })
    const sent = await post(`/api/quotes/${id}/send/`)
    sent.assertStatus(200)
    await inDatabase(acme, `UPDATE quotes SET valid_until = valid_until - 1`)
    const expired = await post(`/api/quotes/${id}/accept/`)
    expired.assertStatus(409)
    expired.assertBodyContains({ code: 'quote_expired' })
    assert.isTrue((await get(`/api/quotes/${id}/`)).body().is_expired)
  })

  test('one of a deal is accepted, and the reason of a refusal is kept', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await addLines(shop.acme, shop.deal, [{}])
    await makeQuoteThat(client, shop, 'accepted')
    const other = await makeQuoteThat(client, shop, 'sent')
    const { get, post } = api(client, shop.acme.owner)
    const refused = await post(`/api/quotes/${other}/accept/`)
    refused.assertStatus(409)
    assert.equal(refused.body().detail, 'The quote QU-001 of this deal is accepted already.')
    const declined = await post(`/api/quotes/${other}/decline/`, { reason: 'Too late' })
    assert.equal(declined.body().quote.decline_reason, 'Too late')
    assert.equal((await get(`/api/deals/${shop.deal}/`)).body().status, 'open')
  })
})

test.group('Quotes | who may', () => {
  test('those who may read the deal see its quotes, and no one else', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const line = await inDatabase<{ id: string }>(acme, 'SELECT id FROM quote_lines')
    const grants = ['quotes:read', 'quote-lines:read', 'quotes:send', 'deals:read/own']
    const stranger = await hireWith(acme, grants)
    const { get, post } = api(client, stranger)
    for (const path of [
      `/api/quotes/${id}/`,
      `/api/quotes/${id}/lines/`,
      `/api/quotes/${id}/page/`,
      `/api/quotes/${id}/pdf/`,
      `/api/quote-lines/${line[0]?.id}/`,
      `/api/deals/${deal}/quotes/`,
    ]) {
      assert.equal((await get(path)).status(), 404, path)
    }
    for (const path of ['/api/quotes/', '/api/quote-lines/']) {
      assert.equal((await get(path)).body().count, 0, path)
    }
    assert.equal((await post(`/api/quotes/${id}/send/`)).status(), 404)
    const blind = await hireWith(acme, ['quotes:read'])
    assert.equal((await api(client, blind).get('/api/quotes/')).body().count, 0)
  })

  test('who may not update the deal writes none of its quotes', async ({ client, assert }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const clerk = await hireWith(acme, [
      ...['read', 'create', 'update', 'delete', 'send'].map((action) => `quotes:${action}`),
      'deals:read',
    ])
    const { get, post, patch, delete: remove } = api(client, clerk)
    const before = await inDatabase(acme, 'SELECT * FROM quotes')
    for (const refused of [
      await post('/api/quotes/', { deal_id: deal }),
      await post(`/api/deals/${deal}/quotes/`),
      await patch(`/api/quotes/${id}/`, { title: 'Mine' }),
      await post(`/api/quotes/${id}/send/`),
      await post(`/api/quotes/${id}/refresh/`),
      await remove(`/api/quotes/${id}/`),
    ]) {
      refused.assertStatus(403)
      assert.include(refused.body().detail, 'deals:update')
    }
    assert.deepEqual(await inDatabase(acme, 'SELECT * FROM quotes'), before)
    assert.equal((await get(`/api/quotes/${id}/pdf/`)).status(), 200)
  })

  test('each command has a permission of its own', async ({ client }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const clerk = await hireWith(acme, [
      'quotes:read',
      'quotes:update',
      'deals:read',
      'deals:update',
    ])
    for (const command of ['send', 'accept', 'decline']) {
      const refused = await api(client, clerk).post(`/api/quotes/${id}/${command}/`)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: `quotes:${command}` })
    }
  })

  test('another organization neither sees nor writes them', async ({ client }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const globex = await makeCompany('Globex')
    await turnOn(globex, 'products')
    const { get, post } = api(client, globex.owner)
    for (const path of ['', 'lines/', 'page/', 'pdf/']) {
      const absent = await get(`/api/quotes/${id}/${path}`)
      absent.assertStatus(404)
    }
    const send = await post(`/api/quotes/${id}/send/`)
    send.assertStatus(404)
    const foreign = await post('/api/quotes/', { deal_id: deal })
    foreign.assertStatus(422)
  })

  test('a version that was not seen is not sent', async ({ client }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const stale = await client
      .post(`/api/quotes/${id}/send/`)
      .bearerToken(acme.owner.token)
      .header('If-Match', '"7"')
      .json({})
    stale.assertStatus(412)
  })
})
