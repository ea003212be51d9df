import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { type Company, makeCompany } from '#tests/support/personas'

test.group('Text | searching', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const make = async (client: ApiClient, path: string, ...bodies: readonly object[]) => {
    const made = []
    for (const body of bodies) {
      const response = await client.post(`/api/${path}/`).bearerToken(acme.owner.token).json(body)
      response.assertStatus(201)
      made.push(response.body())
    }
    return made
  }

  const search = async (client: ApiClient, term: string, path = 'customers', query = '') => {
    const list = await client
      .get(`/api/${path}/?search=${encodeURIComponent(term)}${query}`)
      .bearerToken(acme.owner.token)
    list.assertStatus(200)
    return list.body()
  }

  const names = async (client: ApiClient, term: string, path = 'customers') => {
    const { count, results } = await search(client, term, path)
    const found: string[] = results.map(
      ({ name, title, full_name: full }: Record<string, string>) => name ?? title ?? full
    )
    if (count !== found.length) throw new Error(`${count} counted, ${found.length} found`)
    return found
  }

  test('all words are found, in any order, in whichever field, and whatever is around them', async ({
    client,
    assert,
  }) => {
    await make(
      client,
      'customers',
      { name: 'John Smith', email: 'js@example.com' },
      { name: 'John Miller', company_name: 'Smith Ltd' },
      { name: 'John Brown' }
    )
    for (const term of ['Smith John', 'john  smith', '  SMITH\tjohn ', 'ohn mith']) {
      assert.sameMembers(await names(client, term), ['John Smith', 'John Miller'], term)
    }
    assert.deepEqual(await names(client, 'smith js@example john'), ['John Smith'])
    assert.deepEqual(await names(client, 'smith brown'), [])
    assert.deepEqual(await names(client, 'one two three four five john'), [])
    assert.deepEqual(
      await names(client, 'j o h n s m i t'),
      ['John Smith', 'John Miller'].toSorted()
    )
  })

  test('text is found without its accents, and with them', async ({ client, assert }) => {
    await make(client, 'customers', { name: 'Zoë Strauß' }, { name: 'Łódź O’Brien' })
    for (const term of ['zoe', 'Zoë', 'ZOE\u0308', 'strauss', 'STRAUß']) {
      assert.deepEqual(await names(client, term), ['Zoë Strauß'], term)
    }
    for (const term of ['lodz', "o'brien", 'O’Brien']) {
      assert.deepEqual(await names(client, term), ['Łódź O’Brien'], term)
    }
  })

  test('a telephone number is found by its digits, however either is written', async ({
    client,
    assert,
  }) => {
    await make(
      client,
      'customers',
      { name: 'Ann', phone: '+1 (415) 555-2671' },
      { name: 'Ben', mobile: '030 1234567', country: 'DE' },
      { name: 'Cid', phone: '+44 20 7946 0000' }
    )
    for (const term of ['415 555 2671', '(415) 555-2671', '+14155552671', '5552671', '555-2671']) {
      assert.deepEqual(await names(client, term), ['Ann'], term)
    }
    for (const term of ['0301234567', '+49 30 1234567', '030/1234567', '1234567']) {
      assert.deepEqual(await names(client, term), ['Ben'], term)
    }
    assert.deepEqual(await names(client, 'ann 5552671'), ['Ann'])
  })

  test('a record is found by its code, and by the number in it', async ({ client, assert }) => {
    const [first] = await make(client, 'customers', { name: 'Ann' }, { name: 'Ben' })
    const code: string = first.code
    for (const term of [code, code.toLowerCase(), `CUST-${code.slice(4)}`, code.slice(4)]) {
      assert.deepEqual(await names(client, term), ['Ann'], term)
    }
    assert.deepEqual(await names(client, 'cust'), [])
    const [deal] = await make(client, 'deals', { title: 'Beans' }, { title: 'Big deal' })
    assert.deepEqual(await names(client, deal.code, 'deals'), ['Beans'])
    assert.deepEqual(await names(client, 'deal', 'deals'), ['Big deal'])
  })

  test('what fits best comes first: the whole name, its beginning, a word, and the rest', async ({
    client,
    assert,
  }) => {
    await make(
      client,
      'customers',
      { name: 'Ann' },
      { name: 'Annika' },
      { name: 'Mary Ann' },
      { name: 'Joanna' },
      { name: 'Ben', email: 'ben@example.com' },
      { name: 'Hanna' }
    )
    assert.deepEqual(await names(client, 'ann'), ['Ann', 'Annika', 'Mary Ann', 'Hanna', 'Joanna'])
    assert.deepEqual(await names(client, 'ben@example.com'), ['Ben'])
    const byName = await search(client, 'ann', 'customers', '&ordering=name')
    assert.equal(byName.results[0].name, 'Ann')
    assert.equal(byName.results[2].name, 'Hanna')
    const nothing = await client
      .get('/api/customers/?ordering=relevance')
      .bearerToken(acme.owner.token)
    nothing.assertStatus(400)
  })

  test('a walk through what was found keeps its order, and repeats and skips nothing', async ({
    client,
    assert,
  }) => {
    const bodies = ['Ann', 'Joanna', 'Mary Ann', 'Annika', 'Hanna', 'Ann', 'Ann Lee'].map(
      (name) => ({
        name,
      })
    )
    await make(client, 'customers', ...bodies)
    const whole = (await search(client, 'ann')).results.map(({ id }: { id: string }) => id)
    const walked: string[] = []
    let next: string | null = `/api/customers/?search=ann&page_size=2&cursor=`
    while (next) {
      const page = await client.get(next).bearerToken(acme.owner.token)
      page.assertStatus(200)
      walked.push(...page.body().results.map(({ id }: { id: string }) => id))
      const url: string | null = page.body().next
      next = url && new URL(url).pathname + new URL(url).search
    }
    assert.deepEqual(walked, whole)
    const pages: string[] = []
    for (const page of [1, 2, 3, 4]) {
      const { results } = await search(client, 'ann', 'customers', `&page_size=2&page=${page}`)
      pages.push(...results.map(({ id }: { id: string }) => id))
    }
    assert.deepEqual(pages, whole)
  })

  test('a deal is found by words of its title and of its customer together', async ({
    client,
    assert,
  }) => {
    const [customer] = await make(client, 'customers', { name: 'Ärger GmbH', email: 'x@foo.de' })
    await make(
      client,
      'deals',
      { title: 'Renewal', customer_id: customer.id },
      { title: 'Renewal of others' },
      { title: 'Upgrade', customer_id: customer.id }
    )
    assert.sameMembers(await names(client, 'arger renewal', 'deals'), ['Renewal'])
    assert.sameMembers(await names(client, 'gmbh ärger', 'deals'), ['Renewal', 'Upgrade'])
    assert.sameMembers(await names(client, 'foo.de', 'deals'), [])
  })

  test('leads, vendors and employees are found in the same ways', async ({ client, assert }) => {
    const phone = '+1 415 555 2671'
    const [lead] = await make(client, 'leads', { name: 'Zoë Smith', phone })
    const [vendor] = await make(client, 'vendors', { name: 'Zoë Smith', phone })
    const [employee] = await make(client, 'employees', {
      first_name: 'Zoë',
      last_name: 'Smith',
      email: 'zoe@example.com',
      phone,
    })
    for (const [path, { id, code }] of [
      ['leads', lead],
      ['vendors', vendor],
      ['employees', employee],
    ] as const) {
      for (const term of ['smith zoe', '415-555-2671', code]) {
        const { results } = await search(client, term, path)
        assert.deepEqual(
          results.map((found: { id: string }) => found.id),
          [id],
          `${path} ${term}`
        )
      }
    }
  })

  test('deleted records are found in the same ways', async ({ client, assert }) => {
    const [ann] = await make(client, 'customers', { name: 'Zoë Smith', phone: '+1 415 555 2671' })
    await client.delete(`/api/customers/${ann.id}/`).bearerToken(acme.owner.token)
    for (const term of ['smith zoe', '(415) 555-2671', ann.code]) {
      const { count } = await search(client, term, 'customers', '&deleted=true')
      assert.equal(count, 1, term)
      assert.equal((await search(client, term)).count, 0, term)
    }
  })

  test('nothing to search for is no search, and signs of patterns mean themselves', async ({
    client,
    assert,
  }) => {
    await make(client, 'customers', { name: '100% Pure' }, { name: '1000 Things' }, { name: 'a_b' })
    assert.equal((await search(client, ' \u200B ')).count, 3)
    assert.deepEqual(await names(client, '100%'), ['100% Pure'])
    assert.deepEqual(await names(client, 'a_b'), ['a_b'])
    assert.deepEqual(await names(client, '\\'), [])
  })
})
