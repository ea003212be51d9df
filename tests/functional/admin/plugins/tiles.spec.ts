import { test } from '@japa/runner'
import edge from 'edge.js'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { impersonate } from '#tests/support/impersonations'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const HOSTILE = `<img src=x onerror=alert(1)>{{1234*5678}}`

const gauges = definePlugin({
  id: 'gauges',
  version: '1.0.0',
  fields: {
    customers: {
      colour: extension.text({ title: 'Colour', column: true }),
      mood: extension.text({ title: 'Mood', column: true, readPermission: 'customers:update' }),
      size: extension.integer({ title: 'Size' }),
      keeper: extension.reference('vendors', { title: 'Keeper', column: true }),
    },
  },
  admin: {
    tiles: [
      {
        title: `Customers here ${HOSTILE}`,
        path: 'customers',
        async value({ query }) {
          const { rows } = await query<{ n: number }>(
            'SELECT count(*)::int * 1000 AS n FROM customers'
          )
          return rows[0]?.n ?? null
        },
      },
      { title: 'Word', value: () => HOSTILE },
      { title: 'Nothing yet', value: () => null },
      {
        title: 'Broken gauge',
        value: async ({ query }) => (await query('SELECT secret FROM nowhere')).rows.length,
      },
      { title: 'Drawn', view: 'gauges::drawn', state: () => ({ words: HOSTILE }) },
      { title: 'No view', view: 'gauges::nowhere' },
    ],
  },
})

const homeOf = ({ slug }: Company) => `/admin/organizations/${slug}`

test.group('Admin | tiles of plugins', (group) => {
  bring(group, [gauges])
  group.setup(() => {
    edge.registerTemplate('gauges::drawn', { template: '<p class="drawn">{{ words }}</p>' })
    return () => void edge.removeTemplate('gauges::drawn')
  })

  test('are on the page of an organization where the plugin is on, escaped, and nowhere else', async ({
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await makeCustomers(acme, 3)
    await turnOn(acme, 'gauges')
    const visitor = await enter()

    const { html } = await visitor.get(homeOf(acme))
    const off = await visitor.get(homeOf(globex))

    assert.match(
      html,
      new RegExp(
        `<a href="${homeOf(acme)}/customers"[^>]*>Customers here &lt;img[^]*?<dd[^>]*>3,000<`
      )
    )
    assert.match(html, /Word<\/span>[^]*?<dd[^>]*>&lt;img/)
    assert.match(html, /Nothing yet<\/span>[^]*?<dd[^>]*>—</)
    assert.match(html, /<h2[^>]*>[^<]*<span[^>]*>Drawn[^]*?<p class="drawn">&lt;img/)
    assert.notInclude(html, '<img src=x')
    assert.notInclude(html, '7006652')
    assert.notInclude(off.html, 'Nothing yet')
  })

  test('that fail say so in their place, and the page is there all the same', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'gauges')

    const { status, html } = await (await enter()).get(homeOf(acme))

    assert.equal(status, 200)
    assert.lengthOf([...html.matchAll(/The tile of gauges could not be shown\./g)], 2)
    assert.include(html, 'Last event')
  })
})

test.group('Admin | columns of plugins', (group) => {
  bring(group, [gauges])

  const headersIn = (html: string) =>
    [...html.matchAll(/<th\s+scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map(([, text = '']) =>
      text.replaceAll(/<[^>]*>/g, '').trim()
    )

  test('are in lists where the plugin is on, until others are chosen', async ({ assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await turnOn(acme, 'gauges')
    const id = await makeCustomer(acme, { name: 'Ann' })
    await inDatabase(acme, 'UPDATE customers SET extensions = $2 WHERE id = $1', [
      id,
      { gauges: { colour: HOSTILE, size: 3 } },
    ])
    const visitor = await enter()

    const { html } = await visitor.get(`${homeOf(acme)}/customers`)
    const chosen = await visitor.get(`${homeOf(acme)}/customers?columns=name`)
    const off = await visitor.get(`${homeOf(globex)}/customers`)

    const headers = headersIn(html)
    assert.includeMembers(headers, ['Name', 'Gauges colour', 'Gauges mood', 'Gauges keeper'])
    assert.notInclude(headers, 'Gauges size')
    assert.equal(headers.at(-1), 'Created')
    assert.include(html, '&lt;img src=x')
    assert.notInclude(html, '<img src=x')
    assert.deepEqual(headersIn(chosen.html), ['', 'Name'])
    assert.notInclude(headersIn(off.html), 'Gauges colour')
  })

  test('are those that the viewer may read', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'gauges')
    await makeCustomer(acme, { name: 'Ann' })
    const visitor = await enter()
    await impersonate(visitor, await hireWith(acme, ['customers:read']), acme)

    const { html } = await visitor.get(`${homeOf(acme)}/customers`)

    assert.include(headersIn(html), 'Gauges colour')
    assert.notInclude(headersIn(html), 'Gauges mood')
  })
})
