import { test } from '@japa/runner'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { installedPlugins } from '#core/plugins/installed'
import { api } from '#tests/support/api'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { makeVendor } from '#tests/support/vendors'

const tax = definePlugin({
  id: 'tax',
  version: '1.0.0',
  fields: { customers: { audit_officer: extension.reference('vendors', { title: 'Officer' }) } },
})

/** Its id and the name of its field make the words that those of the other one make. */
const taxAudit = definePlugin({
  id: 'tax-audit',
  version: '1.0.0',
  fields: { customers: { officer: extension.reference('vendors', { title: 'Officer' }) } },
})

const ID = 'relations-between-customers-and-vendors'
const FIRST = 'whoever_is_asked_first_when_something_is_late'
const SECOND = 'whoever_is_asked_first_when_something_is_lost'

/** Its names are longer than PostgreSQL keeps, and begin alike. */
const longWinded = definePlugin({
  id: ID,
  version: '1.0.0',
  fields: {
    customers: {
      [FIRST]: extension.reference('vendors', { title: 'First' }),
      [SECOND]: extension.reference('vendors', { title: 'Second' }),
    },
  },
})

const NUMBERS = Array.from({ length: 60 }, (_, index) => `number_${index}`)
const VENDORS = Array.from({ length: 30 }, (_, index) => `vendor_${index}`)

/** More than one call of a function of PostgreSQL takes. */
const many = definePlugin({
  id: 'many',
  version: '1.0.0',
  fields: {
    customers: Object.fromEntries([
      ...NUMBERS.map((name) => [name, extension.integer({ title: name })] as const),
      ...VENDORS.map((name) => [name, extension.reference('vendors', { title: name })] as const),
    ]),
  },
})

const customers = '/api/customers/'

test.group('Extension fields | names', (group) => {
  bring(group, [tax, taxAudit, longWinded, many])

  test('of two plugins that make the same words are two fields', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tax')
    await turnOn(acme, 'tax-audit')
    const [one, other] = [await makeVendor(acme, 'One'), await makeVendor(acme, 'Other')]

    const made = await api(client, acme.owner).post(customers, {
      name: 'Ann',
      extensions: { 'tax': { audit_officer_id: one }, 'tax-audit': { officer_id: other } },
    })
    const list = await api(client, acme.owner).get(`${customers}?fields=extensions`)

    made.assertStatus(201)
    const expected = {
      'tax': { audit_officer: { name: 'One' } },
      'tax-audit': { officer: { name: 'Other' } },
    }
    assert.containSubset(made.body().extensions, expected)
    assert.containSubset(list.body().results[0].extensions, expected)
  })

  test('that are longer than PostgreSQL keeps are told apart, shown, listed and exported', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, ID)
    const [one, other] = [await makeVendor(acme, 'One'), await makeVendor(acme, 'Other')]
    const get = (query: string) => api(client, acme.owner).get(`${customers}${query}`)

    const made = await api(client, acme.owner).post(customers, {
      name: 'Ann',
      extensions: { [ID]: { [`${FIRST}_id`]: one, [`${SECOND}_id`]: other } },
    })
    const list = await get(`?fields=extensions&ordering=extensions.${ID}.${FIRST}_id`)
    const paths = [FIRST, SECOND].map((name) => `extensions.${ID}.${name}_id`)
    const file = await get(`export/?fields=${paths.join()}`)

    made.assertStatus(201)
    list.assertStatus(200)
    assert.containSubset(list.body().results[0].extensions[ID], {
      [FIRST]: { name: 'One' },
      [SECOND]: { name: 'Other' },
    })
    assert.equal(file.text(), `${paths.join()}\r\n${one},${other}\r\n`)
  })

  test('may be as many as a plugin likes', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'many')
    const vendor = await makeVendor(acme, 'One')

    const made = await api(client, acme.owner).post(customers, {
      name: 'Ann',
      extensions: { many: { number_0: 1, number_59: 2, vendor_29_id: vendor } },
    })
    const list = await api(client, acme.owner).get(`${customers}?fields=extensions`)

    made.assertStatus(201)
    list.assertStatus(200)
    const shown = list.body().results[0].extensions.many
    assert.containSubset(shown, {
      number_0: 1,
      number_1: null,
      number_59: 2,
      vendor_29: { id: vendor, name: 'One' },
    })
    assert.deepEqual(Object.keys(shown), [
      ...NUMBERS,
      ...VENDORS.flatMap((name) => [`${name}_id`, name]),
    ])
  })

  test('by which two plugins would share an index keep both from starting', ({ assert }) => {
    const unique = (id: string, name: string) =>
      definePlugin({
        id,
        version: '1.0.0',
        fields: { customers: { [name]: extension.text({ title: name, unique: true }) } },
      })
    const others = installedPlugins().filter(({ core }) => core)

    assert.deepEqual(
      problemsOf([...others, unique('a', 'customers_c'), unique('a-customers', 'c')]),
      [
        'the index a_customers_customers_c_unique of a field is claimed by "a" and "a-customers": the field needs another name',
      ]
    )
  })
})
