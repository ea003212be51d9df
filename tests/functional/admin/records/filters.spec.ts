import { test } from '@japa/runner'
import { columnsOf, widthOf } from '#admin/columns'
import { adminUsers, adminOrganizations } from '#admin/admin_resources'
import { filterInputs } from '#admin/filters'
import { pageResources } from '#admin/page_resources'
import { columnOf } from '#core/resources/query/field_sql'
import { installedPlugins } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { someOfEverything } from '#tests/support/everything'
import { makeEmployee } from '#tests/support/employees'
import { makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const everyResource = (): Resource[] => [...pageResources(), adminUsers, adminOrganizations]
const all = (resource: Resource) => new Set(Object.keys(resource.fields))

/** Fields whose filter would say what another one says. */
const REPEATED = /^(id|organization_id)$/

test.group('Admin | records | filters', () => {
  test('there is one for every field that the API filters by, of every resource', ({ assert }) => {
    const missing: string[] = []
    for (const resource of everyResource()) {
      const { first, related, more } = filterInputs(resource, all(resource), {})
      const names = new Set(
        [...first, ...related, ...more].map(({ name }) => name.replace(/\[.*/, ''))
      )
      for (const [name, { operators, type, compared }] of Object.entries(resource.fields)) {
        const isRelation = type === 'uuid' || compared !== null
        if (operators.length > 0 && !isRelation && !names.has(name)) {
          missing.push(`${resource.name}.${name}`)
        }
      }
    }

    assert.deepEqual(missing, [])
  })

  test('there is one for every relation whose records have pages, and only one', ({ assert }) => {
    const missing: string[] = []
    for (const resource of everyResource()) {
      const related = filterInputs(resource, all(resource), {}).related
      const keys = Object.values(resource.relations)
        .filter(({ table }) => table === 'users' || pageResources().some((r) => r.table === table))
        .map(({ key }) => key)
      const filterable = Object.entries(resource.fields).flatMap(([name, field]) => {
        const column = field.type === 'uuid' ? columnOf(resource, name) : null
        return column !== null && field.operators.length > 0 && !REPEATED.test(name) ? [column] : []
      })
      const wanted = new Set(keys.filter((key) => filterable.includes(key)))
      if (wanted.size !== related.length) missing.push(`${resource.name}: ${[...wanted].join()}`)
    }

    assert.deepEqual(missing, [])
  })

  test('have inputs that fit: choices, yes or no, from and to, dates, records', ({ assert }) => {
    const deals = pageResources().find(({ name }) => name === 'deals')
    if (!deals) throw new Error('There are no deals')
    const { first, related, more } = filterInputs(deals, all(deals), {})
    const kinds = new Map([...first, ...related, ...more].map(({ name, kind }) => [name, kind]))

    assert.equal(kinds.get('status[in]'), 'choices')
    assert.equal(kinds.get('is_won'), 'select')
    assert.equal(kinds.get('value[gte]'), 'number')
    assert.equal(kinds.get('value[lte]'), 'number')
    assert.equal(kinds.get('expected_close_date[gte]'), 'date')
    assert.equal(kinds.get('expected_close_date[lt]'), 'date')
    assert.equal(kinds.get('customer_id'), 'relation')
    assert.equal(kinds.get('title[contains]'), 'text')
  })

  test('narrow by a related record, and call it by its name', async ({ assert }) => {
    const acme = await makeCompany()
    const eve = await makeEmployee(acme, { firstName: 'Eve', lastName: 'Moss' })
    const customer = await makeCustomer(acme, { name: 'Coyote', assigned_to_id: eve })
    await makeCustomer(acme, { name: 'Road Runner' })
    await makeDeal(acme, { title: 'Rockets', customer_id: customer })
    await makeDeal(acme, { title: 'Anvils' })
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`

    const customers = (await visitor.get(`${here}/customers?assigned_to_id=${eve}`)).html
    const deals = (await visitor.get(`${here}/deals?customer_id=${customer}`)).html

    assert.include(customers, 'Coyote')
    assert.notInclude(customers, 'Road Runner')
    assert.match(customers, /<option value="[\w-]+" selected dir="auto">Eve Moss/)
    assert.match(customers, /Without Assigned to is Eve Moss/)
    assert.include(deals, 'Rockets')
    assert.notInclude(deals, 'Anvils')
    assert.match(deals, /Without Customer is Coyote/)
  })

  test('tell nothing of a record of another organization', async ({ assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const foreign = await makeCustomer(globex, { name: 'Hank Scorpio' })

    const { status, html } = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/deals?customer_id=${foreign}`)

    assert.equal(status, 200)
    assert.include(html, 'Nothing fits.')
    assert.notInclude(html, 'Hank Scorpio')
  })
})

test.group('Admin | records | pages', () => {
  test('hold as many records as a user wants, as far as there are', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomers(acme, 30)
    const visitor = await enter()
    const list = `/admin/organizations/${acme.slug}/customers`
    const rows = (html: string) => html.match(/class="row-link"/g)?.length

    const usual = (await visitor.get(list)).html
    const more = (await visitor.get(`${list}?page_size=50`)).html

    assert.equal(rows(usual), 25)
    assert.include(usual, '1–25 of 30')
    assert.include(usual, `${list}?page=2`)
    assert.match(usual, /page_size=50"\s+aria-label="50 per page"/)
    assert.equal(rows(more), 30)
    assert.match(more, /aria-label="50 per page"\s+aria-current="true"/)
  })
})

test.group('Admin | records | of a plugin', () => {
  test('are listed, filtered, sorted, paged and exported like any other', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    await someOfEverything(client, acme)
    const visitor = await enter()
    const resources = installedPlugins().flatMap(({ core, resources: own = [] }) =>
      core ? [] : own
    )

    assert.isNotEmpty(resources)
    for (const resource of resources) {
      const list = `/admin/organizations/${acme.slug}/${resource.name}`
      const sorted = Object.entries(resource.fields).find(([, { sortable }]) => sortable)?.[0]
      const { html } = await visitor.get(`${list}?ordering=${sorted}`)
      const { related, first, more } = filterInputs(resource, all(resource), {})

      assert.match(html, /<a class="row-link"/, list)
      assert.equal((await visitor.get(`${list}?page_size=50&page=2`)).status, 200, list)
      for (const { name } of [...first, ...related, ...more]) {
        assert.include(html, `name="${name}`, list)
      }
      if (resource.permissions.includes('export')) {
        const file = await visitor.get(`${list}/export`)
        assert.include(file.headers.get('content-type') ?? '', 'text/csv', list)
      }
    }
  })
})

test.group('Admin | records | columns', () => {
  test('that are there at first fit into a window of 1280 pixels, of every resource', ({
    assert,
  }) => {
    const wide = everyResource()
      .map((resource) => {
        const width = widthOf(resource, columnsOf(resource, all(resource)))
        return { name: resource.name, width }
      })
      .filter(({ width }) => width > 974)

    assert.deepEqual(wide, [])
  })
})
