import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

const titlesIn = (body: { results: { title: string }[] }) => body.results.map(({ title }) => title)

test.group('Questions', (group) => {
  let acme: Company
  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('refusals name the place, and what there is', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const refused = async (where: unknown) => {
      const response = await post('/api/deals/query/', { where })
      response.assertStatus(400)
      const { code, parameter, accepted } = response.body()
      return { code, parameter, accepted }
    }
    const leaf = (where: unknown) => ({ and: [{ status: 'open' }, where] })

    const unknown = await refused(leaf({ valeu: { gte: 1 } }))
    assert.containsSubset(unknown, { code: 'unknown_field', parameter: 'where.and[1].valeu' })
    assert.include(unknown.accepted, 'value')
    const operator = await refused(leaf({ value: { near: 1 } }))
    assert.containsSubset(operator, { code: 'unknown_operator', parameter: 'where.and[1].value' })
    assert.include(operator.accepted, 'gte')
    const others: readonly [unknown, string, string][] = [
      [leaf({ value: { gte: 'much' } }), 'malformed_parameter', 'where.and[1].value'],
      [leaf({ value: null }), 'malformed_parameter', 'where.and[1].value'],
      [leaf({ value: {} }), 'malformed_parameter', 'where.and[1].value'],
      [leaf({ status: 'opne' }), 'unknown_value', 'where.and[1].status'],
      [{ or: [{ 'stage.typ': 'open' }] }, 'unknown_field', 'where.or[0].stage.typ'],
      [{ not: { description: { contains: 'a' } } }, 'unknown_field', 'where.not.description'],
      [{ and: [] }, 'malformed_parameter', 'where.and'],
      [{ or: { status: 'open' } }, 'malformed_parameter', 'where.or'],
      [['status'], 'malformed_parameter', 'where'],
      [{ has: { rockets: {} } }, 'unknown_association', 'where.has.rockets'],
      [{ has: { people: { were: {} } } }, 'unknown_field', 'where.has.people.were'],
      [{ has: { people: { where: { nam: 'A' } } } }, 'unknown_field', 'where.has.people.where.nam'],
      [{ has: { people: { label: 'boss' } } }, 'unknown_label', ''],
      [{ created_at: { gte: { relative: 'start_of_age' } } }, 'unknown_value', 'where.created_at'],
      [{ created_at: { eq: { relative: 'now' } } }, 'malformed_parameter', 'where.created_at'],
      [
        { created_at: { gte: { relative: 'now', offset: 0.5 } } },
        'malformed_parameter',
        'where.created_at',
      ],
      [
        { 'customer.assigned_to.manager.email': 'a@b.de' },
        'malformed_parameter',
        'where.customer.assigned_to.manager.email',
      ],
      [
        {
          has: {
            people: { where: { has: { leads: { where: { 'assigned_to.manager.email': 'a' } } } } },
          },
        },
        'malformed_parameter',
        'where.has.people.where.has.leads.where.assigned_to.manager.email',
      ],
      [{ status: { in: Array(101).fill('open') } }, 'too_many_values', 'where.status'],
      [{ and: Array(51).fill({ status: 'open' }) }, 'too_many_filters', 'where.and[50].status'],
      [nested(7), 'malformed_parameter', `where${'.not'.repeat(7)}`],
    ]
    for (const [where, code, parameter] of others) {
      const answer = await refused(where)
      assert.equal(answer.code, code, JSON.stringify(where))
      if (parameter !== '') assert.equal(answer.parameter, parameter, JSON.stringify(where))
    }
    const closed = await post('/api/deals/query/', { were: {} })
    closed.assertStatus(422)
    closed.assertBodyContains({ errors: [{ field: 'were', rule: 'unknown' }] })
    await post('/api/deals/query/', { where: nested(6) }).then((each) => each.assertStatus(200))
  })

  test('a hidden field is refused in the very words of one that there is none of', async ({
    client,
    assert,
  }) => {
    const member = await hireWith(acme, ['employees:read', 'customers:read'])
    const { post } = api(client, member)
    const wordsOf = async (path: string, body: (name: string) => object, name: string) => {
      const response = await post(path, { ...body(name) })
      response.assertStatus(400)
      return JSON.stringify({ ...response.body(), request_id: '' }).replaceAll(name, 'NAME')
    }
    const asked: readonly [string, (name: string) => object][] = [
      ['/api/employees/query/', (name) => ({ where: { [name]: { gte: '1' } } })],
      ['/api/employees/query/', (name) => ({ where: { not: { [`manager.${name}`]: '1' } } })],
      ['/api/customers/query/', (name) => ({ where: { [`assigned_to.${name}`]: { gte: 1 } } })],
      ['/api/employees/aggregate/', (name) => ({ group_by: [name] })],
      ['/api/employees/aggregate/', (name) => ({ measures: [{ sum: name }] })],
      ['/api/customers/aggregate/', (name) => ({ measures: [{ max: `assigned_to.${name}` }] })],
    ]
    for (const [path, body] of asked) {
      assert.equal(await wordsOf(path, body, 'salary'), await wordsOf(path, body, 'zzzzzz'), path)
    }
  })

  test('what is out of reach, or deleted, has no values and belongs to nothing', async ({
    client,
    assert,
  }) => {
    const seller = await hireWith(acme, ['deals:read', 'customers:read/own', 'employees:read'])
    const employee = await makeEmployee(acme, { userId: seller.userId })
    const mine = await makeCustomer(acme, { industry: 'Steel', assigned_to_id: employee })
    const theirs = await makeCustomer(acme, { industry: 'Steel' })
    const gone = await makeCustomer(acme, { industry: 'Steel', assigned_to_id: employee })
    await makeDeal(acme, { title: 'mine', customer_id: mine })
    await makeDeal(acme, { title: 'theirs', customer_id: theirs })
    await makeDeal(acme, { title: 'gone', customer_id: gone })
    await makeDeal(acme, { title: 'none' })
    await api(client, acme.owner).delete(`/api/customers/${gone}/?force=true`)
    const { post } = api(client, seller)
    const found = async (where: object) => {
      const response = await post('/api/deals/query/', { where, ordering: 'title' })
      response.assertStatus(200)
      return titlesIn(response.body())
    }
    assert.deepEqual(await found({ 'customer.industry': 'Steel' }), ['mine'])
    const others = ['gone', 'none', 'theirs']
    assert.deepEqual(await found({ 'customer.industry': { ne: 'Steel' } }), others)
    assert.deepEqual(await found({ not: { 'customer.industry': 'Steel' } }), others)
    assert.deepEqual(await found({ 'customer.industry': { is_null: true } }), others)
    assert.deepEqual(await found({ 'customer.assigned_to_id': '@me' }), ['mine'])
    assert.deepEqual(await found({ 'customer.assigned_to.id': { in: ['me'] } }), ['mine'])

    const grouped = await post('/api/deals/aggregate/', { group_by: ['customer.industry'] })
    assert.deepEqual(grouped.body().groups, [
      { key: { 'customer.industry': 'Steel' }, measures: { count: 1 } },
      { key: { 'customer.industry': null }, measures: { count: 3 } },
    ])

    const denied = await api(client, await hireWith(acme, ['deals:read'])).post(
      '/api/deals/query/',
      { where: { 'customer.industry': 'Steel' } }
    )
    denied.assertStatus(403)
    denied.assertBodyContains({ code: 'permission_denied', permission: 'customers:read' })
  })

  test('records have associated ones, by their labels, and those that refer to them', async ({
    client,
    assert,
  }) => {
    const { post, put } = api(client, acme.owner)
    const person = async (first_name: string) =>
      (await post('/api/people/', { first_name })).body().id
    const [ann, bob] = [await person('Ann'), await person('Bob')]
    const customer = await makeCustomer(acme, { name: 'Buyer' })
    const [first, second] = [
      await makeDeal(acme, { title: 'first', customer_id: customer, value: '10' }),
      await makeDeal(acme, { title: 'second' }),
    ]
    await put(`/api/deals/${first}/associations/people/${ann}/`, { labels: ['decision_maker'] })
    await put(`/api/deals/${second}/associations/people/${bob}/`, {})
    const found = async (has: object) =>
      titlesIn((await post('/api/deals/query/', { where: { has }, ordering: ['title'] })).body())

    assert.deepEqual(await found({ people: {} }), ['first', 'second'])
    assert.deepEqual(await found({ people: { label: 'decision_maker' } }), ['first'])
    assert.deepEqual(await found({ people: { where: { first_name: 'Bob' } } }), ['second'])
    assert.deepEqual(
      await found({ people: { label: 'decision_maker', where: { first_name: 'Bob' } } }),
      []
    )
    const buyers = await post('/api/customers/query/', {
      where: {
        has: { 'deals.customer': { where: { has: { people: { where: { first_name: 'Ann' } } } } } },
      },
    })
    assert.deepEqual(namesIn(buyers), ['Buyer'])
  })

  test('deleted records are asked for by those who may restore them', async ({
    client,
    assert,
  }) => {
    const { post, delete: remove } = api(client, acme.owner)
    const gone = await makeCustomer(acme, { name: 'Gone' })
    await makeCustomer(acme, { name: 'There' })
    ;(await remove(`/api/customers/${gone}/`)).assertStatus(204)
    const body = { where: { name: { in: ['Gone', 'There'] } }, deleted: true }

    assert.deepEqual(namesIn(await post('/api/customers/query/', body)), ['Gone'])
    const reader = api(client, await hireWith(acme, ['customers:read']))
    const denied = await reader.post('/api/customers/query/', body)
    denied.assertStatus(403)
    const none = await post('/api/notifications/query/', { deleted: true })
    none.assertStatus(400)
    none.assertBodyContains({ code: 'unknown_parameter', parameter: 'deleted' })
  })

  test('a page says what of the body leads to the next, by number and by cursor', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    for (const title of ['a', 'b', 'c']) await makeDeal(acme, { title })
    const body = { where: { title: { in: ['a', 'b', 'c'] } }, ordering: ['title'], page_size: 2 }
    const first = await post('/api/deals/query/', body)
    assert.containsSubset(first.body(), {
      count: 3,
      next: { page: 2 },
      previous: null,
      page_size: 2,
    })
    const second = await post('/api/deals/query/', { ...body, ...first.body().next })
    assert.deepEqual(titlesIn(second.body()), ['c'])
    assert.deepEqual(second.body().previous, { page: 1 })

    const walked = await post('/api/deals/query/', { ...body, cursor: '', fields: 'title' })
    assert.isNull(walked.body().count)
    const rest = await post('/api/deals/query/', {
      ...body,
      ...walked.body().next,
      fields: 'title',
    })
    assert.deepEqual(rest.body().results, [{ title: 'c' }])
    assert.isNull(rest.body().next)
    const embedded = await post('/api/deals/query/', { ...body, include: ['stage'] })
    assert.property(embedded.body().results[0].included, 'stage')
  })

  test('it only reads: a key keeps nothing, the organization may be named, and who may not list may not ask', async ({
    client,
    assert,
  }) => {
    await makeDeal(acme, { title: 'one' })
    const ask = () =>
      client
        .post('/api/deals/query/')
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'same')
        .json({ organization: acme.slug, fields: ['title'] })
    assert.deepEqual(titlesIn((await ask()).body()), ['one'])
    await makeDeal(acme, { title: 'two' })
    const again = await ask()
    assert.equal(again.body().count, 2)
    assert.isUndefined(again.header('idempotent-replayed'))

    for (const path of ['/api/deals/query/', '/api/deals/aggregate/']) {
      const denied = await api(client, await hire(acme)).post(path, {})
      denied.assertStatus(403)
      denied.assertBodyContains({ permission: 'deals:read' })
    }
  })
})

function nested(levels: number): object {
  return levels === 0 ? { status: 'open' } : { not: nested(levels - 1) }
}
