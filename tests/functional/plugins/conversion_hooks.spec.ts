import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import Customer from '#plugins/customers/models/customer'
import { type Json, definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { bringWithIndexes, turnOn } from '#tests/support/plugins'

const WAYS = ['models', 'records'] as const

/** What each part of the plugin was given of what the command brought. */
let given: [string, Json | null][] = []

/** Writes a number that is there once into the customer of each conversion. */
const stamper = definePlugin({
  id: 'stamper',
  version: '1.0.0',
  requires: { customers: '^1.0.0', leads: '^1.0.0' },
  fields: { customers: { number: extension.text({ title: 'Number', unique: true }) } },
  inputs: {
    'leads:convert': vine.object({
      number: vine.string().optional(),
      by: vine.enum(WAYS).optional(),
    }),
  },
  services: {
    'leads.convert': {
      wrap(next, conversion, { input }) {
        given.push(['leads.convert', input])
        return next(conversion)
      },
    },
  },
  hooks: {
    'customers:create': { before: ({ action, input }) => void given.push([action, input]) },
    'customers:update': { before: ({ action, input }) => void given.push([action, input]) },
    'leads:convert': {
      async after({ record: { convertedCustomerId: id }, input, asSystem }) {
        const { number, by }: { number?: string; by?: string } = Object(input)
        if (number === undefined || !id) return
        const extensions = { stamper: { number } }
        if (by === 'records') {
          await asSystem().records('customers').update(id, { extensions })
        } else {
          const customer = await Customer.findOrFail(id)
          await customer.merge({ extensions }).save()
        }
      },
    },
  },
})

test.group('Plugins | hooks into a conversion', (group) => {
  let acme: Company
  bringWithIndexes(group, [stamper])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'stamper')
  })

  test('that write by {$self} what is taken are answered 409 with the field, and leave nothing')
    .with([...WAYS])
    .run(async ({ client, assert }, by) => {
      const { get, post } = api(client, acme.owner)
      const extensions = { stamper: { number: 'N-1' } }
      ;(await post('/api/customers/', { name: 'Ann', extensions })).assertStatus(201)
      const lead = await makeLead(acme)

      const taken = await post(`/api/leads/${lead}/convert/`, {
        extensions: { stamper: { number: 'N-1', by } },
      })

      taken.assertStatus(409)
      const field = 'extensions.stamper.number'
      taken.assertBodyContains({ code: 'already_exists', field, plugin: 'stamper' })
      assert.isFalse((await get(`/api/leads/${lead}/`)).body().is_converted)
      assert.equal((await get('/api/customers/')).body().count, 1)
    })

  test('that write the customer by {$self} do not keep it from being taken back')
    .with([...WAYS])
    .run(async ({ client, assert }, by) => {
      const { get, patch, post } = api(client, acme.owner)
      const convert = (lead: string, body: object = {}) =>
        post(`/api/leads/${lead}/convert/`, { ...body, extensions: { stamper: { number, by } } })
      const number = 'N-2'
      const lead = await makeLead(acme)
      const { customer_id: made } = (await convert(lead)).body()
      ;(await post(`/api/leads/${lead}/unconvert/`)).assertStatus(200)
      ;(await get(`/api/customers/${made}/`)).assertStatus(404)

      const known = await makeCustomer(acme, { name: 'Known' })
      const other = await makeLead(acme, { email: 'other@example.com' })
      ;(await convert(other, { customer_id: known })).assertStatus(201)
      await patch(`/api/customers/${known}/`, { city: 'Rome' })
      const refused = await post(`/api/leads/${other}/unconvert/`)
      refused.assertBodyContains({ code: 'conversion_in_use', changed: 'customer' })
      assert.isTrue((await get(`/api/leads/${other}/`)).body().is_converted)
    })

  test('and parts in it are given what the command brought, and what they do themselves is not', async ({
    client,
    assert,
  }) => {
    const lead = await makeLead(acme)
    given = []
    const input = { number: 'N-3' }
    const body = { extensions: { stamper: input } }

    const converted = await api(client, acme.owner).post(`/api/leads/${lead}/convert/`, body)

    converted.assertStatus(201)
    assert.deepEqual(given, [
      ['leads.convert', input],
      ['customers:create', input],
      ['customers:update', null],
    ])
    await makeCustomer(acme)
    assert.deepEqual(given.at(-1), ['customers:create', null])
  })
})
