import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { strictObject } from '#core/resources/validation/strict_object'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { impersonate } from '#tests/support/impersonations'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const HOSTILE = `<img src=x onerror=alert(1)>{{1234*5678}}`

const NOTED = { 200: { type: 'object' } } as const

const gifts = definePlugin({
  id: 'gifts',
  version: '1.0.0',
  routes({ record }) {
    record(
      'customers',
      'POST',
      '/gifts/parcels',
      ({ id, body, records }) => records('customers').update(id, { notes: body.note }),
      'customers:update',
      {
        summary: 'Send a parcel',
        body: strictObject(
          vine.object({
            note: vine.string().maxLength(20).meta({ title: 'Note inside', description: HOSTILE }),
            weight: vine.number({ strict: true }).withoutDecimals().range([1, 30]).optional(),
            speed: vine.enum(['slow', 'fast']).optional(),
          })
        ),
        answers: NOTED,
      }
    )
    record(
      'customers',
      'POST',
      '/gifts/card',
      ({ id, records }) => records('customers').update(id, { notes: 'A card was sent' }),
      'customers:update',
      { summary: 'Send a card', answers: NOTED }
    )
    record(
      'customers',
      'POST',
      '/gifts/breakage',
      async ({ id, records, query }) => {
        await records('customers').update(id, { notes: 'Broken' })
        await query('SELECT secret FROM nowhere')
      },
      'customers:update',
      { summary: 'Break something', answers: NOTED }
    )
  },
  hooks: {
    'customers:update': {
      before({ record, veto }) {
        const values = { name: HOSTILE }
        if (Object(record).notes === 'bomb')
          veto({ field: 'note', message: 'Not that, {name}.', values })
      },
    },
  },
  admin: {
    actions: {
      customers: {
        parcel: {
          label: `Send a parcel ${HOSTILE}`,
          route: '/gifts/parcels',
          done: 'The parcel is on its way.',
          confirm: `Parcels cost something ${HOSTILE}`,
          bulk: true,
        },
        card: {
          label: 'Send a card',
          route: '/gifts/card',
          isShown: ({ name }) => name !== 'Nobody',
        },
        sure: { label: 'Surely send a card', route: '/gifts/card', confirm: 'It is sent at once.' },
        broken: { label: 'Break something', route: '/gifts/breakage' },
        silent: {
          label: 'Never offered',
          route: '/gifts/card',
          isShown() {
            throw new Error('Where am I?')
          },
        },
      },
    },
  },
})

const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

const notesOf = async (company: Company) => {
  const rows = await inDatabase<{ name: string; notes: string | null }>(
    company,
    'SELECT name, notes FROM customers ORDER BY name'
  )
  return rows.map(({ name, notes }) => [name, notes])
}

test.group('Admin | actions of plugins', (group) => {
  let acme: Company
  let ann: string
  let page: string
  let visitor: Visitor
  bring(group, [gifts])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'gifts')
    ann = await makeCustomer(acme, { name: 'Ann' })
    page = `${listOf(acme)}/${ann}`
    visitor = await enter()
  })

  test('with a form have a page that asks, and say what was refused at its fields', async ({
    assert,
  }) => {
    const path = `${page}/actions/gifts/parcel`
    const { html } = await visitor.get(page)
    assert.include(html, `href="${path}"`)

    const form = await visitor.get(path)
    assert.match(form.html, /<input\s[^>]*name="note"[^>]*required/)
    assert.match(form.html, /<input\s[^>]*name="weight"[^>]*inputmode="numeric"/)
    assert.match(form.html, /<select\s[^>]*name="speed"/)
    for (const text of ['Note inside', 'From 1 to 30.', 'Parcels cost something']) {
      assert.include(form.html, text)
    }

    const filled = FilledForm.on(form.html, path)
    const send = (note: string, weight = '') =>
      visitor.post(path, filled.with({ note, weight, speed: 'fast' }).body, path)
    const wrong = await visitor.follow(await send('x'.repeat(21), '31'))
    assert.match(wrong.html, /id="wrong-note"/)
    assert.include(wrong.html, 'Weight must be between 1 and 30.')
    assert.equal(FilledForm.on(wrong.html, path).get('note'), 'x'.repeat(21))
    const vetoed = await visitor.follow(await send('bomb'))
    assert.match(vetoed.html, /id="wrong-note">Not that, &lt;img/)
    assert.deepEqual(await notesOf(acme), [['Ann', null]])

    const done = await send('Cake', '2')
    assert.equal(done.location, page)
    assert.include((await visitor.follow(done)).html, 'The parcel is on its way.')
    assert.deepEqual(await notesOf(acme), [['Ann', 'Cake']])
    for (const text of [html, form.html, wrong.html, vetoed.html]) {
      assert.notInclude(text, '<img src=x')
      assert.notInclude(text, '7006652')
    }
  })

  test('without one are a button, which asks first where it should, and are in the log', async ({
    assert,
  }) => {
    const sue = await makeSuperuser()
    visitor = await enter(sue)
    const { html } = await visitor.get(page)
    const [card, sure] = ['card', 'sure'].map((name) => `${page}/actions/gifts/${name}`)
    assert.include(html, 'It is sent at once.')
    const form = FilledForm.on(html, `${sure}`)

    const done = await visitor.post(`${card}`, FilledForm.on(html, `${card}`).body, page)
    const again = await visitor.post(`${sure}`, form.body, page)

    assert.include((await visitor.follow(done)).html, 'Done: Send a card.')
    assert.include((await visitor.follow(again)).html, 'Done: Surely send a card.')
    assert.deepEqual(await notesOf(acme), [['Ann', 'A card was sent']])
    const event = (await eventsOf(acme, 'customers')).at(-1)
    assert.equal(event?.action, 'customers:update')
    assert.equal(event?.actor_id, sue.userId)
  })

  test('are offered where they fit, and where they cannot say so they are not', async ({
    assert,
  }) => {
    const nobody = `${listOf(acme)}/${await makeCustomer(acme, { name: 'Nobody' })}`

    const { html } = await visitor.get(page)
    const other = await visitor.get(nobody)

    assert.include(html, '/actions/gifts/card"')
    assert.notInclude(other.html, '/actions/gifts/card"')
    assert.include(other.html, '/actions/gifts/sure"')
    assert.notInclude(html, 'Never offered')
    assert.equal(other.status, 200)
  })

  test('are there for who may do what they do, and nobody else', async ({ assert }) => {
    const seller = await hireWith(acme, ['customers:read'])
    await impersonate(visitor, seller, acme)

    const { html } = await visitor.get(page)
    const form = await visitor.get(`${page}/actions/gifts/parcel`)
    const sent = await visitor.send(page, `${page}/actions/gifts/parcel`, { note: 'Cake' })

    assert.notInclude(html, '/actions/gifts/')
    assert.equal(form.status, 403)
    assert.include((await visitor.follow(sent)).html, 'customers:update')
    assert.deepEqual(await notesOf(acme), [['Ann', null]])
  })

  test('of records that a user does not reach are not done', async ({ assert }) => {
    const seller = await hireWith(acme, ['customers:read/own', 'customers:update/own'])
    await impersonate(visitor, seller, acme)
    const path = `${page}/actions/gifts/parcel`

    const form = await visitor.get(path)
    const sent = await visitor.send(listOf(acme), path, { note: 'Cake' })

    assert.equal(form.status, 404)
    assert.include((await visitor.follow(sent)).html, 'Customer not found.')
    assert.deepEqual(await notesOf(acme), [['Ann', null]])
  })

  test('are not there where the plugin is off, nor do they reach another organization', async ({
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const theirs = await makeCustomer(globex, { name: 'Theirs' })
    const off = `${listOf(globex)}/${theirs}`

    const { html } = await visitor.get(off)
    const form = await visitor.get(`${off}/actions/gifts/parcel`)
    const sent = await visitor.send(off, `${off}/actions/gifts/card`)
    const across = await visitor.send(page, `${listOf(acme)}/${theirs}/actions/gifts/card`)

    assert.notInclude(html, '/actions/gifts/')
    assert.equal(form.status, 404)
    assert.include((await visitor.follow(sent)).html, 'Page not found.')
    assert.include((await visitor.follow(across)).html, 'Customer not found.')
    assert.equal((await visitor.get(`${page}/actions/gifts/nothing`)).status, 404)
    assert.deepEqual(await notesOf(globex), [['Theirs', null]])
  })

  test('that fail leave nothing, and their page names the plugin', async ({ assert }) => {
    const path = `${page}/actions/gifts/broken`
    const { html } = await visitor.get(page)

    const failed = await visitor.post(path, FilledForm.on(html, path).body, page)

    assert.equal(failed.status, 500)
    assert.include(failed.html, 'The plugin &quot;gifts&quot; failed, and nothing was written.')
    assert.notInclude(failed.html, 'nowhere')
    assert.deepEqual(await notesOf(acme), [['Ann', null]])
  })

  test('do nothing without the token of the form', async ({ assert }) => {
    const sent = await visitor.post(`${page}/actions/gifts/card`, new URLSearchParams(), page)

    assert.equal(sent.location, page)
    assert.deepEqual(await notesOf(acme), [['Ann', null]])
  })

  test('are done once, however often their form is sent', async ({ assert }) => {
    const path = `${page}/actions/gifts/parcel`
    const form = FilledForm.on((await visitor.get(path)).html, path).with({ note: 'Once' })

    for (let time = 0; time < 2; time += 1) await visitor.post(path, form.body, path)

    const updates = actionsOf(await eventsOf(acme, 'customers')).filter(
      (action) => action === 'customers:update'
    )
    assert.lengthOf(updates, 1)
  })
})

test.group('Admin | actions of plugins | many at once', (group) => {
  let acme: Company
  let visitor: Visitor
  bring(group, [gifts])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'gifts')
    visitor = await enter()
  })

  /** Chooses records and an action in the list. @returns the way to its form */
  async function choose(company: Company, ids: readonly string[], change = 'action:gifts/parcel') {
    const list = listOf(company)
    const body = FilledForm.on((await visitor.get(list)).html, `${list}/bulk`).with({ change }).body
    body.delete('ids[]')
    for (const id of ids) body.append('ids[]', id)
    return visitor.post(`${list}/bulk`, body, list)
  }

  test('are done with each that is chosen; what is refused of one leaves the others', async ({
    assert,
  }) => {
    const ids = await makeCustomers(acme, 2, (number) => ({ name: `Customer ${number}` }))
    const globex = await makeCompany('Globex')
    const theirs = await makeCustomer(globex, { name: 'Theirs' })
    const path = `${listOf(acme)}/actions/gifts/parcel`

    const form = await visitor.follow(await choose(acme, ids))
    assert.include(form.html, 'Customer 2')
    const filled = FilledForm.on(form.html, path).with({ note: '' })
    const back = `${path}?ids=${ids.join(',')}`
    const wrong = await visitor.follow(await visitor.post(path, filled.body, back))
    assert.match(wrong.html, /id="wrong-note"/)
    assert.include(wrong.html, 'Customer 2')

    const body = filled.with({ note: 'Cake' }).body
    body.append('_ids[]', theirs)
    const done = await visitor.follow(await visitor.post(path, body, back))
    assert.include(done.html, '2 customers.')
    assert.include(done.html, '1 refused. Customer not found.')
    assert.deepEqual(await notesOf(acme), [
      ['Customer 1', 'Cake'],
      ['Customer 2', 'Cake'],
    ])
    assert.deepEqual(await notesOf(globex), [['Theirs', null]])
  })

  test('are offered as far as they say so, and where the plugin is on', async ({ assert }) => {
    const ids = await makeCustomers(acme, 1)
    const globex = await makeCompany('Globex')
    const { html } = await visitor.get(listOf(acme))
    const off = await visitor.get(listOf(globex))

    const absent = await visitor.follow(await choose(acme, ids, 'action:gifts/card'))
    const none = await visitor.follow(await choose(acme, []))

    assert.include(html, 'value="action:gifts/parcel"')
    assert.notInclude(html, 'action:gifts/card')
    assert.notInclude(off.html, 'action:gifts')
    assert.include(absent.html, 'Page not found.')
    assert.include(none.html, 'Choose from 1 to 100 records.')
    const path = `${listOf(acme)}/actions/gifts`
    assert.equal((await visitor.get(`${path}/card?ids=${ids[0]}`)).status, 404)
    assert.equal((await visitor.get(`${path}/parcel?ids=nonsense`)).status, 422)
    assert.equal(
      (await visitor.get(`${listOf(globex)}/actions/gifts/parcel?ids=${ids[0]}`)).status,
      404
    )
  })
})
