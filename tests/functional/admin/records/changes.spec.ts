import { test } from '@japa/runner'
import { makeDeal } from '#tests/support/deals'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'
import { enter, makeSuperuser } from '#tests/support/visitor'

const pagesOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

async function customer(company: Company, id: string) {
  const { rows } = await UnitOfWork.run(forOrganization(company.id), (unit) =>
    unit.query('SELECT * FROM customers WHERE id = $1', [id])
  )
  return rows[0] ?? null
}

test.group('Admin | records | store', () => {
  test('makes a record by the rules of the API', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = pagesOf(acme)

    const answer = await visitor.send(`${list}/new`, list, {
      name: 'Road Runner',
      status: 'vip',
      credit_limit: '1250.50',
      tags: 'fast, bird',
      email: '',
    })

    const page = await visitor.follow(answer)
    assert.include(page.html, 'Road Runner')
    assert.include(page.html, 'CUST001')
    assert.include(page.html, '1,250.50')
    assert.include(page.html, '<span class="tag" dir="auto">bird</span>')
  })

  test('shows the form again with what was typed and what is wrong', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = pagesOf(acme)

    const answer = await visitor.send(`${list}/new`, list, {
      name: 'Wile "E." <Coyote>',
      website: 'javascript:alert(1)',
      rating: '9',
    })

    const { html } = await visitor.follow(answer)
    assert.equal(answer.location, `${list}/new`)
    assert.include(html, 'Website must be an address that begins with http:// or https://.')
    assert.include(html, 'Rating must be between 0 and 5.')
    assert.include(html, 'Wile &quot;E.&quot; &lt;Coyote&gt;')
  })

  test('offers only records of the organization to relate to', async ({ assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const visitor = await enter()

    const form = await visitor.get(`${pagesOf(acme)}/new`)
    const found = await visitor.get(
      `/admin/organizations/${acme.slug}/candidates/users?search=${acme.owner.email}`
    )

    assert.include(form.html, acme.owner.email)
    assert.notInclude(form.html, globex.owner.email)
    assert.deepEqual(
      JSON.parse(found.html).map(({ id }: { id: string }) => id),
      [acme.owner.userId]
    )
  })
})

test.group('Admin | records | update', () => {
  test('offers the reasons for which deals are lost, and names the one that was', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const reason = await client
      .post('/api/lost-reasons/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Out of budget' })
    const deal = await makeDeal(acme)
    const lost = await client
      .post(`/api/deals/${deal}/lose/`)
      .bearerToken(acme.owner.token)
      .json({ lost_reason_id: reason.body().id })
    lost.assertStatus(200)
    const visitor = await enter()

    const { html } = await visitor.get(`/admin/organizations/${acme.slug}/deals/${deal}/edit`)

    assert.match(
      html,
      new RegExp(`<option\\s+value="${reason.body().id}"\\s+selected[^>]*>\\s*Out of budget`)
    )
  })

  test('changes what was changed, clears what was emptied, and tells both', async ({ assert }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote', industry: 'Traps', city: 'Tucson' })
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const page = `${pagesOf(acme)}/${id}`

    const answer = await visitor.send(`${page}/edit`, page, {
      version: '1',
      name: 'Coyote',
      industry: 'Rockets',
      city: '',
    })

    const { html } = await visitor.follow(answer)
    assert.equal(answer.location, page)
    assert.include(html, 'Saved.')
    assert.include(html, '<del dir="auto">Traps</del>')
    assert.include(html, '<ins dir="auto">Rockets</ins>')
    assert.include(html, 'by you')
    const events = await visitor.get(`/admin/organizations/${acme.slug}/audit-logs`)
    const [, event = ''] = /href="([^"]+)">\s*customers:update/.exec(events.html) ?? []
    const told = await visitor.get(event)
    assert.match(told.html, /<h1>\s*<span dir="auto">customers:update<\/span>\s*<\/h1>/)
    assert.include(told.html, '<del dir="auto">Traps</del>')
    assert.containSubset(await customer(acme, id), { industry: 'Rockets', city: null, version: 2 })
  })

  test('is refused when another user has changed the record meanwhile', async ({ assert }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const visitor = await enter()
    const page = `${pagesOf(acme)}/${id}`
    await visitor.send(`${page}/edit`, page, { version: '1', name: 'Coyote II' })

    const answer = await visitor.send(`${page}/edit`, page, { version: '1', name: 'Coyote III' })

    const { html } = await visitor.follow(answer)
    assert.equal(answer.location, `${page}/edit`)
    assert.include(html, 'The record has changed since you read it.')
    assert.equal((await customer(acme, id))?.name, 'Coyote II')
  })

  test('reaches no record of another organization', async ({ assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const id = await makeCustomer(globex, { name: 'Scorpio' })
    const visitor = await enter()
    const page = `${pagesOf(acme)}/${id}`

    const seen = await visitor.get(page)
    await visitor.send('/admin', page, { version: '1', name: 'Taken' })

    assert.equal(seen.status, 404)
    assert.equal((await customer(globex, id))?.name, 'Scorpio')
  })
})

test.group('Admin | records | deletions', () => {
  test('a record goes, and comes back from the list of deleted ones', async ({ assert }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const visitor = await enter()
    const list = pagesOf(acme)

    await visitor.send(`${list}/${id}`, `${list}/${id}/deletion`)
    const gone = await visitor.get(list)
    const bin = await visitor.get(`${list}?deleted=true`)
    await visitor.send(`${list}?deleted=true`, `${list}/restorations`, [['ids[]', id]])

    assert.notInclude(gone.html, 'Coyote')
    assert.include(bin.html, 'Coyote')
    assert.include((await visitor.get(list)).html, 'Coyote')
  })

  test('many go at once, and the list says how many', async ({ assert }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 3)
    const visitor = await enter()
    const list = pagesOf(acme)

    const answer = await visitor.send(
      list,
      `${list}/deletions`,
      ids.slice(0, 2).map((id): [string, string] => ['ids[]', id])
    )

    const { html } = await visitor.follow(answer)
    assert.include(html, '2 customers deleted.')
    assert.include(html, 'Customer 3')
    assert.notInclude(html, 'Customer 1')
  })

  test('many are given the same state at once', async ({ assert }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 2)
    const visitor = await enter()
    const list = pagesOf(acme)

    await visitor.send(list, `${list}/updates`, [
      ...ids.map((id): [string, string] => ['ids[]', id]),
      ['change', 'status=vip'],
    ])

    for (const id of ids) assert.equal((await customer(acme, id))?.status, 'vip')
  })

  test('a list is a file, too', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: '=HYPERLINK("x")', status: 'vip' })
    await makeCustomer(acme, { name: 'Coyote' })

    const file = await (await enter()).get(`${pagesOf(acme)}/export?status[in]=vip`)

    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/)
    assert.include(file.html, `'=HYPERLINK`)
    assert.notInclude(file.html, 'Coyote')
  })
})
