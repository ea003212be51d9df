import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import edge from 'edge.js'
import { definePlugin } from '#core/plugins/api'
import { strictObject } from '#core/resources/validation/strict_object'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { impersonate } from '#tests/support/impersonations'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { countTransactions } from '#tests/support/transactions'
import { type Visitor, enter } from '#tests/support/visitor'

const HOSTILE = `<img src=x onerror=alert(1)>{{1234*5678}}`

const atlas = definePlugin({
  id: 'atlas',
  version: '1.0.0',
  admin: {
    pages: {
      places: {
        title: `Places ${HOSTILE}`,
        permission: 'customers:read',
        menu: true,
        view: 'atlas::places',
        async state({ query }, { from = 'all' }) {
          const { rows } = await query<{ city: string }>(
            'SELECT city FROM customers WHERE city IS NOT NULL ORDER BY city'
          )
          return { from, cities: rows.map(({ city }) => city) }
        },
        submit: {
          label: 'Rename a city',
          permission: 'customers:update',
          done: 'The city has another name.',
          body: strictObject(
            vine.object({
              from: vine.string().maxLength(20),
              to: vine.string().maxLength(20).optional(),
            })
          ),
          async handle({ body, query }) {
            await query('UPDATE customers SET city = $2 WHERE city = $1', [
              body.from,
              body.to ?? '-',
            ])
            if (body.from === 'Nowhere') throw new Error('There is no such place')
          },
        },
      },
      broken: {
        title: 'Broken',
        permission: 'customers:read',
        view: 'atlas::places',
        state: async ({ query }) => ({ cities: (await query('SELECT secret FROM nowhere')).rows }),
      },
      writing: {
        title: 'Writing',
        permission: 'customers:read',
        view: 'atlas::places',
        state: async ({ query }) => ({ cities: (await query('DELETE FROM customers')).rows }),
      },
      closed: {
        title: 'Closed',
        permission: 'customers:read',
        view: 'atlas::places',
        state: async ({ records }) => ({ cities: (await records('deals').list()).results }),
      },
    },
  },
})

const pageOf = ({ slug }: Company, name = 'places') =>
  `/admin/organizations/${slug}/plugins/atlas/pages/${name}`

const citiesOf = async (company: Company) => {
  const rows = await inDatabase<{ city: string }>(company, 'SELECT city FROM customers ORDER BY 1')
  return rows.map(({ city }) => city)
}

test.group('Admin | pages of plugins', (group) => {
  let acme: Company
  let visitor: Visitor
  bring(group, [atlas])
  group.setup(() => {
    edge.registerTemplate('atlas::places', {
      template: [
        '<h2>{{ from }}</h2>',
        '@each(city in cities)',
        '<p>{{ city }}</p>',
        '@end',
        '<a href="{{ organization.path }}/customers">All</a>',
      ].join('\n'),
    })
    return () => void edge.removeTemplate('atlas::places')
  })
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'atlas')
    await makeCustomer(acme, { city: HOSTILE })
    await makeCustomer(acme, { city: 'Rome' })
    visitor = await enter()
  })

  test('show their view in the frame of the admin, escaped, and in the menu where they say so', async ({
    assert,
  }) => {
    const here = `/admin/organizations/${acme.slug}`

    const { status, html } = await visitor.get(
      `${pageOf(acme)}?from=${encodeURIComponent(HOSTILE)}`
    )
    const home = await visitor.get(here)

    assert.equal(status, 200)
    assert.match(html, /<h1[^>]*>Places &lt;img/)
    assert.match(html, /<h2>&lt;img[^]*<p>&lt;img[^]*<p>Rome<\/p>/)
    assert.include(html, `<a href="${here}/customers">All</a>`)
    for (const text of [html, home.html]) {
      assert.include(text, `href="${pageOf(acme)}"`)
      assert.notInclude(text, '<img src=x')
      assert.notInclude(text, '7006652')
    }
    assert.notInclude(home.html, pageOf(acme, 'broken'))
    assert.isAtMost(await countTransactions(() => visitor.get(pageOf(acme))), 2)
  })

  test('are not there where the plugin is off, and show nothing of another organization', async ({
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    await makeCustomers(globex, 1, () => ({ city: 'Oslo' }))

    const off = await visitor.get(pageOf(globex))
    const sent = await visitor.send(`/admin/organizations/${globex.slug}`, pageOf(globex), {
      from: 'Oslo',
    })

    assert.equal(off.status, 404)
    const refused = await visitor.follow(sent)
    assert.include(refused.html, 'Page not found.')
    assert.notInclude(refused.html, pageOf(globex))
    assert.deepEqual(await citiesOf(globex), ['Oslo'])
    assert.equal((await visitor.get(pageOf(acme, 'nowhere'))).status, 404)
    await turnOn(globex, 'atlas')
    const theirs = await visitor.get(pageOf(globex))
    assert.include(theirs.html, '<p>Oslo</p>')
    assert.notInclude(theirs.html, 'Rome')
  })

  test('ask for their permissions, and show the form to who may send it', async ({ assert }) => {
    const seller = await hireWith(acme, ['customers:read'])
    const stranger = await hireWith(acme, ['leads:read'])
    const [first, second] = [visitor, await enter()]
    await impersonate(first, seller, acme)
    await impersonate(second, stranger, acme)

    const seen = await first.get(pageOf(acme))
    const sent = await first.send(`/admin/organizations/${acme.slug}/customers`, pageOf(acme), {
      from: 'Rome',
    })
    const refused = await second.get(pageOf(acme))
    const menu = await second.get(`/admin/organizations/${acme.slug}/leads`)

    assert.equal(seen.status, 200)
    assert.notInclude(seen.html, 'Rename a city')
    assert.include((await first.follow(sent)).html, 'customers:update')
    assert.equal(refused.status, 403)
    assert.notInclude(menu.html, pageOf(acme))
    assert.include(await citiesOf(acme), 'Rome')
  })

  test('do what their form says, once it is right, and say what is wrong at its fields', async ({
    assert,
  }) => {
    const path = pageOf(acme)
    const form = FilledForm.on((await visitor.get(path)).html, path)
    const send = (from: string, to: string) =>
      visitor.post(path, form.with({ from, to, _key: crypto.randomUUID() }).body, path)

    const wrong = await visitor.follow(await send('x'.repeat(21), 'Roma'))
    const failed = await send('Nowhere', 'Roma')
    const done = await send('Rome', 'Roma')

    assert.match(wrong.html, /id="wrong-from"/)
    assert.equal(FilledForm.on(wrong.html, path).get('to'), 'Roma')
    assert.equal(failed.status, 500)
    assert.include(failed.html, 'The plugin &quot;atlas&quot; failed, and nothing was written.')
    assert.equal(done.location, path)
    const { html } = await visitor.follow(done)
    assert.include(html, 'The city has another name.')
    assert.include(html, '<p>Roma</p>')
    assert.equal((await visitor.send(path, pageOf(acme, 'broken'))).location, path)
  })

  test('that fail say so in their place, with what a user may know of it', async ({ assert }) => {
    const seller = await hireWith(acme, ['customers:read'])
    const broken = await visitor.get(pageOf(acme, 'broken'))
    const writing = await visitor.get(pageOf(acme, 'writing'))
    await impersonate(visitor, seller, acme)
    const closed = await visitor.get(pageOf(acme, 'closed'))

    for (const { status, html } of [broken, writing, closed]) {
      assert.equal(status, 200)
      assert.include(html, 'The page of atlas could not be shown')
      assert.notInclude(html, 'nowhere')
    }
    assert.include(closed.html, 'deals:read')
    assert.lengthOf(await citiesOf(acme), 2)
  })
})
