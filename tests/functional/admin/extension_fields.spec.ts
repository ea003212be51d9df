import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { makeVendor } from '#tests/support/vendors'
import { enter } from '#tests/support/visitor'

const care = definePlugin({
  id: 'care',
  version: '1.0.0',
  fields: {
    customers: {
      number: extension.text({ title: 'Number' }),
      story: extension.longText({ title: 'Story' }),
      level: extension.choice(['low', 'high'], { title: 'Level' }),
      areas: extension.choices(['north', 'south'], { title: 'Areas' }),
      budget: extension.money({ title: 'Budget' }),
      is_key: extension.boolean({ title: 'Key' }),
      since: extension.date({ title: 'Since' }),
      seen_at: extension.timestamp({ title: 'Seen' }),
      keeper: extension.reference('vendors', { title: 'Keeper' }),
      visits: extension.integer({ title: 'Visits', readOnly: true }),
      label: extension.computed('text', { title: 'Label', sql: `'of ' || r.code` }),
    },
  },
})

test.group('Admin | fields of plugins', (group) => {
  bring(group, [care])

  test('have inputs of their kinds, as far as they can be written', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'care')
    const vendor = await makeVendor(acme, 'Paper Ltd')
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const list = `/admin/organizations/${acme.slug}/customers`
    const visitor = await enter()
    const { html } = await visitor.get(`${list}/${id}/edit`)
    const input = (name: string) =>
      new RegExp(`<(\\w+)\\s[^>]*name="extensions\\.care\\.${name}"[^>]*>`).exec(html)

    const kinds = ['number', 'story', 'level', 'areas', 'since', 'seen_at', 'keeper_id'].map(
      (name) => [name, input(name)?.[1], /type="([\w-]+)"/.exec(input(name)?.[0] ?? '')?.[1]]
    )
    assert.deepEqual(kinds, [
      ['number', 'input', 'text'],
      ['story', 'textarea', undefined],
      ['level', 'select', undefined],
      ['areas', 'input', 'text'],
      ['since', 'input', 'date'],
      ['seen_at', 'input', 'datetime-local'],
      ['keeper_id', 'select', undefined],
    ])
    assert.include(html, 'Any of north, south, separated by commas')
    assert.include(html, 'candidates/vendors')
    for (const name of ['visits', 'label', 'keeper']) assert.isNull(input(name), name)

    const form = FilledForm.on(html, `${list}/${id}`).with({
      'extensions.care.number': 'N1',
      'extensions.care.story': 'One\r\ntwo',
      'extensions.care.level': 'high',
      'extensions.care.areas': 'north, south',
      'extensions.care.budget': '12.5',
      'extensions.care.is_key': 'true',
      'extensions.care.since': '2031-05-01',
      'extensions.care.seen_at': '2031-05-01T12:00',
      'extensions.care.keeper_id': vendor,
    })
    const saved = await visitor.follow(
      await visitor.post(`${list}/${id}`, form.body, `${list}/${id}/edit`)
    )
    assert.include(saved.html, 'Saved.')
    const [row] = await inDatabase(acme, 'SELECT extensions FROM customers WHERE id = $1', [id])
    assert.deepEqual(row?.extensions, {
      care: {
        number: 'N1',
        story: 'One\ntwo',
        level: 'high',
        areas: ['north', 'south'],
        budget: '12.50',
        is_key: true,
        since: '2031-05-01',
        seen_at: '2031-05-01T12:00:00.000Z',
        keeper_id: vendor,
      },
    })
    assert.include(saved.html, 'of CUST001')
    assert.match(saved.html, new RegExp(`href="[^"]*/vendors/${vendor}"[^>]*>\\s*Paper Ltd`))
    const again = FilledForm.on((await visitor.get(`${list}/${id}/edit`)).html, `${list}/${id}`)
    assert.equal(again.get('extensions.care.keeper_id'), vendor)
    assert.equal(again.get('extensions.care.areas'), 'north, south')
    assert.equal(again.get('extensions.care.seen_at'), '2031-05-01T12:00')
  })

  test('are columns and filters of the list, computed ones and references, too', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'care')
    const vendor = await makeVendor(acme, 'Paper Ltd')
    const id = await makeCustomer(acme, { name: 'Coyote' })
    await inDatabase(acme, 'UPDATE customers SET extensions = $2 WHERE id = $1', [
      id,
      { care: { keeper_id: vendor } },
    ])
    await makeCustomer(acme, { name: 'Roadrunner' })
    const visitor = await enter()
    const list = `/admin/organizations/${acme.slug}/customers`
    const columns = 'columns=name,extensions.care.label,extensions.care.keeper'

    const { html } = await visitor.get(`${list}?${columns}`)
    assert.include(html, 'of CUST001')
    assert.include(html, 'Paper Ltd')
    const narrowed = await visitor.get(`${list}?${columns}&extensions.care.keeper_id=${vendor}`)
    assert.include(narrowed.html, 'Coyote')
    assert.notInclude(narrowed.html, 'Roadrunner')
    assert.include(narrowed.html, 'name="extensions.care.keeper_id"')
  })
})
