import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { strictObject } from '#core/resources/validation/strict_object'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { impersonate } from '#tests/support/impersonations'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { type Visitor, enter } from '#tests/support/visitor'

let fails = false

const relay = definePlugin({
  id: 'relay',
  version: '1.0.0',
  listeners: {
    'customers:create': () => {
      if (fails) throw new Error('the other end is gone')
    },
  },
  admin: {
    settingsActions: {
      forget: {
        label: 'Forget cities <b>',
        confirm: 'They do not come back.',
        done: 'No city is known any more.',
        handle: async ({ query }) => void (await query('UPDATE customers SET city = NULL')),
      },
      rename: {
        label: 'Rename a city',
        body: strictObject(vine.object({ to: vine.string().maxLength(10) })),
        async handle({ body, query }) {
          await query('UPDATE customers SET city = $1', [body.to])
          if (body.to === 'Nowhere') throw new Error('There is no such place')
        },
      },
    },
  },
})

const pageOf = ({ slug }: Company) => `/admin/organizations/${slug}/plugins/relay`
const actionOf = (company: Company, name: string) => `${pageOf(company)}/actions/${name}`

test.group('Admin | actions of settings', (group) => {
  let acme: Company
  let visitor: Visitor
  bring(group, [relay])

  group.each.setup(async () => {
    fails = false
    await forgetJobs()
    acme = await makeCompany()
    await turnOn(acme, 'relay')
    await makeCustomer(acme, { city: 'Rome' })
    visitor = await enter()
  })

  const city = async (company = acme) => {
    const rows = await inDatabase<{ city: string | null }>(company, 'SELECT city FROM customers')
    return rows[0]?.city
  }

  test('stand on the page of the plugin, and say when they are done', async ({ assert }) => {
    const { html } = await visitor.get(pageOf(acme))
    assert.include(html, 'Forget cities &lt;b&gt;')
    assert.include(html, 'They do not come back.')
    assert.include(html, `href="${actionOf(acme, 'rename')}"`)

    const sent = await visitor.send(pageOf(acme), actionOf(acme, 'forget'))

    assert.equal(sent.location, pageOf(acme))
    assert.include((await visitor.get(pageOf(acme))).html, 'No city is known any more.')
    assert.isNull(await city())
  })

  test('have a page with a form where they are given something', async ({ assert }) => {
    const path = actionOf(acme, 'rename')
    assert.include((await visitor.get(path)).html, 'name="to"')

    const refused = await visitor.send(path, path, { to: 'a name that is too long' })
    assert.equal(refused.location, path)
    assert.match((await visitor.get(path)).html, /value="a name that is too long"/)
    assert.equal(await city(), 'Rome')

    await visitor.send(path, path, { to: 'Oslo' })
    assert.equal(await city(), 'Oslo')
  })

  test('leave nothing behind when they fail', async ({ assert }) => {
    const path = actionOf(acme, 'rename')
    await visitor.send(path, path, { to: 'Nowhere' })

    assert.equal(await city(), 'Rome')
  })

  test('are not there where the plugin is off, nor under another name', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(globex, { city: 'Oslo' })

    assert.notInclude((await visitor.get(pageOf(globex))).html, 'Forget cities')
    for (const path of [actionOf(globex, 'forget'), actionOf(acme, 'toString')]) {
      assert.equal((await visitor.get(path)).status, 404)
      await visitor.send(pageOf(acme), path)
    }
    assert.deepEqual([await city(), await city(globex)], ['Rome', 'Oslo'])
  })

  test('are done by those alone who may set plugins up', async ({ assert }) => {
    const clerk = await hireWith(acme, ['customers:read', 'customers:update'])
    await impersonate(visitor, clerk, acme)
    const home = `/admin/organizations/${acme.slug}/customers`
    await visitor.send(home, actionOf(acme, 'forget'))

    assert.equal((await visitor.get(actionOf(acme, 'rename'))).status, 403)
    assert.equal(await city(), 'Rome')
  })

  test('have what fails beside them: a listener that is not paused yet', async ({ assert }) => {
    fails = true
    await makeCustomer(acme)
    await runJobs()
    const { html } = await visitor.get(pageOf(acme))
    assert.include(html, 'Failing listeners')
    assert.include(html, 'customers:create')
    assert.include(html, 'the other end is gone')

    fails = false
    await runJobs({ evenLater: true })
    assert.notInclude((await visitor.get(pageOf(acme))).html, 'Failing listeners')
  })
})
