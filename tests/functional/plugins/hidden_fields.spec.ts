import { test } from '@japa/runner'
import { SEARCHED, withPageSearch } from '#admin/page_search'
import { jobIdentity } from '#core/access/job_identity'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { extendResource } from '#core/plugins/extend_resource'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import type { Resource } from '#core/resources/define_resource'
import { readListRequest } from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import { inCompany } from '#tests/support/records'
import Customer from '#plugins/customers/models/customer'
import customers from '#plugins/customers/resources/customers'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const badges = definePlugin({
  id: 'badges',
  version: '1.0.0',
  fields: { employees: { colour: extension.text({ title: 'Colour' }) } },
})

test.group('Plugins | hidden fields', (group) => {
  bring(group, [badges])

  test('stay hidden from writes where a plugin adds fields', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'badges')
    const clerk = await hireWith(acme, ['employees:read', 'employees:update'])
    const id = await makeEmployee(acme)
    const write = (body: Record<string, unknown>) =>
      client.patch(`/api/employees/${id}/`).bearerToken(clerk.token).json(body)

    const plain = await write({ salary: '1' })
    const both = await write({ salary: '1', extensions: { badges: { colour: 'red' } } })
    const fine = await write({ extensions: { badges: { colour: 'red' } } })

    assert.deepEqual([plain.status(), both.status(), fine.status()], [422, 422, 200])
  })
})

const ratings = definePlugin({
  id: 'ratings',
  version: '1.0.0',
  fields: {
    customers: {
      grade: extension.text({ title: 'Grade', search: true, readPermission: 'vendors:read' }),
    },
  },
})

/** Customers without an index, as a plugin may declare a resource: what is searched is looked at record by record. */
function unindexed(search: readonly string[]): Resource {
  const { table } = customers
  const resource: Resource = { ...customers, table, searchable: false, page: { search } }
  return extendResource(resource, [ratings], () => null)
}

test.group('Plugins | hidden fields in the list of plugins', (group) => {
  bring(group, [ratings])

  test('R-13: the names of fields are told to those for whom they exist', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'ratings')
    const clerk = await hireWith(acme, ['customers:read'])
    const fields = async ({ token }: Persona) => {
      const one = await client.get('/api/plugins/ratings/').bearerToken(token)
      const list = await client.get('/api/plugins/').bearerToken(token)
      return [one.body().adds.fields, list.text().includes('extensions.ratings.grade')]
    }

    const shown = await fields(acme.owner)
    assert.containsSubset(shown, [
      { customers: [{ name: 'extensions.ratings.grade', read_permission: 'vendors:read' }] },
      true,
    ])
    assert.deepEqual(await fields(clerk), [{}, false])
  })
})

test.group('Plugins | hidden fields and the search', () => {
  /** Asks a resource as the list of a request does. */
  const asking = <T>(
    { id }: Company,
    { userId }: Persona,
    resource: Resource,
    work: (query: RecordQuery) => Promise<T>
  ) =>
    UnitOfWork.run(forOrganization(id), async (unit) => {
      const identity = await jobIdentity({ userId, keyId: null })
      if (!identity) throw new Error('There is no such member')
      return work(new RecordQuery(resource, identity, unit))
    })

  const found = (company: Company, persona: Persona, resource: Resource, search: string) =>
    asking(company, persona, resource, async (query) => {
      const request = readListRequest({ search, fields: 'name' }, resource, query.visible)
      const { results, count } = await UnitOfWork.get().read(query.page(request))
      const names: { name: string }[] = JSON.parse(`[${results}]`)
      return { count, names: names.map(({ name }) => name) }
    })

  test('R-13: without an index it finds no record by what the caller may not read', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const clerk = await hireWith(acme, ['customers:read'])
    await inCompany(acme, () =>
      Customer.create({ name: 'Ann', extensions: { ratings: { grade: 'doubtful' } } })
    )
    const resource = unindexed(['name'])

    const byOwner = await found(acme, acme.owner, resource, 'doubtful')
    const byClerk = await found(acme, clerk, resource, 'doubtful')
    const byName = await found(acme, clerk, resource, 'ann')

    assert.deepEqual(byOwner, { count: 1, names: ['Ann'] })
    assert.deepEqual(byClerk, { count: 0, names: [] })
    assert.deepEqual(byName, { count: 1, names: ['Ann'] })
  })

  test('R-13: where nothing else is searched there is no search for who may not read it', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const clerk = await hireWith(acme, ['customers:read'])
    const resource = unindexed([])

    await assert.rejects(
      () => found(acme, clerk, resource, 'doubtful'),
      'There is no parameter "search".'
    )
    assert.deepEqual(await found(acme, acme.owner, resource, 'doubtful'), { count: 0, names: [] })
  })

  test('R-13: nor does the search of a page of the admin look through it', async ({ assert }) => {
    const acme = await makeCompany()
    const clerk = await hireWith(acme, ['customers:read'])
    const resource = unindexed(['name'])
    const sqlFor = (persona: Persona) =>
      asking(acme, persona, resource, async ({ visible }) => {
        return withPageSearch(resource, visible).fields[SEARCHED]?.sql
      })

    assert.include(await sqlFor(acme.owner), 'grade')
    assert.notInclude(await sqlFor(clerk), 'grade')
    assert.include(await sqlFor(clerk), 'r.name')
  })
})
