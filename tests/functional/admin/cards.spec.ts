import { test } from '@japa/runner'
import edge from 'edge.js'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const notes = definePlugin({
  id: 'notes',
  version: '1.0.0',
  admin: {
    cards: {
      'customers.show': {
        view: 'notes::card',
        state: async ({ query }, record) => {
          const { rows } = await query<{ n: number }>('SELECT count(*) AS n FROM customers')
          return { sentence: `${record.name} is one of ${rows[0]?.n}` }
        },
      },
    },
  },
})

const broken = definePlugin({
  id: 'broken',
  version: '1.0.0',
  admin: {
    cards: {
      'customers.show': {
        view: 'notes::card',
        state: async ({ query }) => ({
          sentence: (await query('SELECT secret FROM nowhere')).rows,
        }),
      },
    },
  },
})

const pageOf = ({ slug }: Company, id: string) => `/admin/organizations/${slug}/customers/${id}`

test.group('Admin | cards of plugins', (group) => {
  bring(group, [notes, broken])
  group.setup(() => {
    edge.registerTemplate('notes::card', { template: '<h2>Notes</h2><p>{{ sentence }}</p>' })
    return () => void edge.removeTemplate('notes::card')
  })

  test('are shown beside a record where the plugin is on, escaped, and nowhere else', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const page = pageOf(acme, await makeCustomer(acme, { name: '<b>Ann' }))
    const visitor = await enter()

    assert.notInclude((await visitor.get(page)).html, '<h2>Notes')
    await turnOn(acme, 'notes')
    assert.include((await visitor.get(page)).html, '<p>&lt;b&gt;Ann is one of 1</p>')
  })

  test('that fail say so in their place, and the page is there all the same', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'broken')
    await turnOn(acme, 'notes')
    const page = pageOf(acme, await makeCustomer(acme, { name: 'Ann' }))

    const { status, html } = await (await enter()).get(page)

    assert.equal(status, 200)
    assert.include(html, 'The card of broken could not be shown.')
    assert.include(html, 'Ann is one of 1')
    assert.notInclude(html, 'nowhere')
  })

  test('of loyalty say what a customer has, from its folder of views', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 120 })
    const page = pageOf(acme, await makeCustomer(acme, { name: 'Ann' }))

    const { html } = await (await enter()).get(page)

    assert.match(html, /<h2>Loyalty<\/h2>[^]*<dd>120<\/dd>[^]*<dd>silver<\/dd>/)
  })
})

test.group('Admin | menu entries of plugins', () => {
  test('are there where the plugin is on, as are the pages of its records', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Ann' })
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`
    const entry = `href="${here}/customers?extensions.loyalty.tier=gold"`

    const before = await visitor.get(here)
    assert.notInclude(before.html, entry)
    assert.notInclude(before.html, `${here}/loyalty-entries`)
    assert.equal((await visitor.get(`${here}/loyalty-entries`)).status, 404)

    await turnOn(acme, 'loyalty', { welcome_points: 1000 })
    await makeCustomer(acme, { name: 'Ben' })
    const after = await visitor.get(here)
    assert.include(after.html, entry)
    assert.include(after.html, `${here}/loyalty-entries`)
    assert.equal((await visitor.get(`${here}/loyalty-entries`)).status, 200)
    const gold = await visitor.get(`${here}/customers?extensions.loyalty.tier=gold`)
    assert.include(gold.html, 'Ben')
    assert.notInclude(gold.html, '>Ann<')
  })
})
