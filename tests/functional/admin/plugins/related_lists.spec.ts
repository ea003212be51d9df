import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal, makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { FilledForm } from '#tests/support/forms'
import { impersonate } from '#tests/support/impersonations'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const HOSTILE = `<img src=x onerror=alert(1)>{{1234*5678}}`

const links = definePlugin({
  id: 'links',
  version: '1.0.0',
  admin: {
    related: {
      'employees.show': [{ resource: 'deals', by: 'assigned_to_id', columns: ['title', 'value'] }],
      'customers.show': [
        { resource: 'deals', by: 'customer_id', columns: ['title'], title: `Won ${HOSTILE}` },
      ],
    },
  },
})

const torn = definePlugin({
  id: 'torn',
  version: '1.0.0',
  scopes: { leads: () => 'r.nothing = 1' },
  admin: { related: { 'employees.show': [{ resource: 'leads', by: 'assigned_to_id' }] } },
})

const pageOf = ({ slug }: Company, id: string) => `/admin/organizations/${slug}/customers/${id}`

const give = (client: ApiClient, company: Company, customer: string, reason: string) =>
  api(client, company.owner).post('/api/loyalty-entries/', {
    customer_id: customer,
    points: 5,
    reason,
  })

test.group('Admin | related lists', (group) => {
  bring(group, [links, torn])

  test('of a resource are on the page of the record that it is under, and lead to all and to another', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 0 })
    const [ann, ben] = [
      await makeCustomer(acme, { name: 'Ann' }),
      await makeCustomer(acme, { name: 'Ben' }),
    ]
    const visitor = await enter()
    const list = `/admin/organizations/${acme.slug}/loyalty-entries`
    const empty = await visitor.get(pageOf(acme, ann))
    await give(client, acme, ann, HOSTILE)
    await give(client, acme, ben, 'Of Ben')

    const { html } = await visitor.get(pageOf(acme, ann))
    const all = await visitor.get(`${list}?customer_id=${ann}`)
    const form = await visitor.get(`${list}/new?customer_id=${ann}&reason=Typed`)

    assert.match(empty.html, /Loyalty entries[^]*There is nothing here yet\./)
    assert.include(html, `href="${list}?customer_id=${ann}"`)
    assert.include(html, `href="${list}/new?customer_id=${ann}"`)
    assert.include(html, '&lt;img src=x')
    assert.notInclude(html, '<img src=x')
    assert.notInclude(html, '7006652')
    assert.notInclude(html, 'Of Ben')
    assert.notInclude(all.html, 'Of Ben')
    assert.include(all.html, 'Ann')
    const filled = FilledForm.on(form.html, list)
    assert.equal(filled.get('customer_id'), ann)
    assert.equal(filled.get('reason'), '')
    const made = await visitor.post(list, filled.with({ points: '7' }).body, `${list}/new`)
    assert.include((await visitor.follow(made)).html, 'Ann')
  })

  test('name the record that a new one belongs to, though it is none of the first', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty')
    const { post } = api(client, acme.owner)
    for (let number = 0; number < 32; number += 1) await post('/api/customers/', { name: 'Aaa' })
    const zoe = await makeCustomer(acme, { name: 'Zoe' })
    const theirs = await makeCustomer(await makeCompany('Globex'), { name: 'Theirs' })
    const path = `/admin/organizations/${acme.slug}/loyalty-entries/new?customer_id=`
    const visitor = await enter()

    const { html } = await visitor.get(`${path}${zoe}`)
    const other = await visitor.get(`${path}${theirs}`)
    const nonsense = await visitor.get(`${path}nonsense`)

    assert.match(html, new RegExp(`<option\\s+value="${zoe}"[^>]*selected[^>]*>\\s*Zoe`))
    assert.notInclude(other.html, 'Theirs')
    assert.equal(nonsense.status, 200)
    assert.notInclude(nonsense.html, 'nonsense"')
  })

  test('that a plugin declares are there where it is on: ten, with the columns that it says', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const [ann, theirs] = [await makeCustomer(acme), await makeCustomer(globex)]
    await makeDeals(acme, 11, (number) => ({ title: `Deal ${number}.`, customer_id: ann }))
    await makeDeal(acme, { title: 'Of another customer' })
    const visitor = await enter()
    assert.notInclude((await visitor.get(pageOf(acme, ann))).html, 'deals/new?customer_id')

    await turnOn(acme, 'links')
    const { html } = await visitor.get(pageOf(acme, ann))
    const off = await visitor.get(pageOf(globex, theirs))

    const deals = `/admin/organizations/${acme.slug}/deals`
    assert.match(html, /<h2[^>]*><span dir="auto">Won &lt;img/)
    assert.notInclude(html, '<img src=x')
    const [, list = ''] = /Won &lt;img([^]*?)<\/section>/.exec(html) ?? []
    assert.lengthOf([...list.matchAll(/>\s*Deal \d+\.\s*</g)], 10)
    assert.include(html, 'These are the newest.')
    assert.include(html, `${deals}?customer_id=${ann}`)
    assert.notInclude(html, 'Of another customer')
    assert.notInclude(off.html, 'Won ')
  })

  test('show what the viewer may read, and offer what they may make', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'links')
    const ann = await makeCustomer(acme)
    await makeDeal(acme, { title: 'Of Olivia', customer_id: ann })
    const reader = await hireWith(acme, ['customers:read', 'deals:read/own'])
    const stranger = await hireWith(acme, ['customers:read'])
    const [first, second] = [await enter(), await enter()]
    await impersonate(first, reader, acme)
    await impersonate(second, stranger, acme)

    const seen = await first.get(pageOf(acme, ann))
    const unseen = await second.get(pageOf(acme, ann))

    assert.include(seen.html, 'Won ')
    assert.notInclude(seen.html, 'Of Olivia')
    assert.notInclude(seen.html, 'deals/new?')
    assert.notInclude(unseen.html, 'Won ')
  })

  test('that fail say so in their place', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'torn')
    const id = await makeEmployee(acme)

    await turnOn(acme, 'links')
    await makeDeal(acme, { title: 'Theirs', assigned_to_id: id })

    const { status, html } = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/employees/${id}`)

    assert.equal(status, 200)
    assert.include(html, 'The list of torn could not be shown.')
    assert.match(html, />\s*Theirs\s*</)
    assert.notInclude(html, 'nothing = 1')
  })
})
