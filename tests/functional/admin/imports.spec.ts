import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, type Persona, makeCompany } from '#tests/support/personas'
import { bring, turnOnAll } from '#tests/support/plugins'
import { ranks } from '#tests/support/ranks'
import { Visitor, enter, makeSuperuser } from '#tests/support/visitor'

test.group('Admin | imports', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const page = (...parts: string[]) =>
    ['/admin/organizations', acme.slug, 'imports', ...parts].join('/')

  test('are listed with how far each has come', async ({ client, assert }) => {
    const nothing = await (await enter()).get(page())
    assert.equal(nothing.status, 200)
    assert.include(nothing.html, 'There is nothing here yet.')

    await importFile(client, acme.owner, csv('name,city', 'Ann,', ',Graz'))
    await sendFile(client, acme.owner, csv('name', 'Bob'))
    await sendFile(
      client,
      await makeCompany('Globex').then(({ owner }) => owner),
      csv('name', 'Far')
    )
    const visitor = await enter()
    const { html } = await visitor.get(page())
    assert.match(html, /<progress[^>]*value="100"[^>]*max="100"/)
    assert.match(html, /<progress[^>]*value="0"[^>]*max="100"/)
    assert.equal(html.match(/<progress/g)?.length, 2)
    assert.include(html, 'data-live="true"')
    const done = await visitor.get(`${page()}?status[in]=completed`)
    assert.equal(done.html.match(/<progress/g)?.length, 1)
    assert.include(done.html, 'data-live="false"')
  })

  test('take the files of other systems as these have them, but for what the form says', async ({
    client,
    assert,
  }) => {
    const visitor = await enter()
    const form = page('new?resource=people')
    const { html } = await visitor.get(form)
    for (const system of ['HubSpot', 'Salesforce', 'Pipedrive', 'Outlook', 'vCard']) {
      assert.include(html, `<option value="${system}"`)
    }
    const file = csv(
      'First Name,Last Name,E-mail Address,Mobile Phone,Job Title,Company,Notes',
      'Ada,Byron,ada@example.com,+44 7700 900123,Analyst,Engines,Hm'
    )
    const send = (content: string, fields: Record<string, string>) =>
      visitor.sendFile(form, page(), content, { resource: 'people', ...fields })
    const sent = await send(file, { 'columns[department]': 'Job Title', 'excluded[notes]': 'true' })
    assert.include((await visitor.follow(sent)).html, 'It is of Outlook.')
    await runJobs()
    const fields = 'name,email,phone,job_title,department,notes,primary_customer'
    const listed = await api(client, acme.owner).get(`/api/people/?fields=${fields}`)
    assert.containsSubset(listed.body().results, [
      {
        name: 'Ada Byron',
        email: 'ada@example.com',
        phone: '+44 7700 900123',
        job_title: 'Analyst',
        department: 'Analyst',
        notes: null,
        primary_customer: { name: 'Engines' },
      },
    ])

    const other = await visitor.follow(await send(file, { format: 'HubSpot' }))
    assert.include(other.html, 'The file does not have the columns of HubSpot: Record ID')
    const cards = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob Bee\r\nEND:VCARD\r\n'
    assert.include((await visitor.follow(await send(cards, {}))).html, 'It is of vCard.')
    const plain = await send(csv('name', 'Cy'), { format: 'names' })
    assert.notInclude((await visitor.follow(plain)).html, 'It is of')
  })

  test('show what was refused and why, and give it as a file', async ({ client, assert }) => {
    const mapping = { name: 'name', email: '<b>mail</b>' }
    const content = csv('name,<b>mail</b>', 'Ann,bad', 'Bob,bob@example.com')
    const { id } = await importFile(client, acme.owner, content, { mapping })
    const visitor = await enter()
    const { html } = await visitor.get(page(id))

    assert.include(html, 'Completed')
    assert.include(html, '2 of')
    assert.include(html, '&lt;b&gt;mail&lt;/b&gt;')
    assert.notInclude(html, '<b>mail</b>')
    assert.include(html, 'data-live="false"')
    const file = await visitor.get(page(id, 'errors'))
    assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.match(file.html, /^import_error,name,<b>mail<\/b>\n"[^"]+",Ann,bad\n$/)
  })

  test('are canceled', async ({ client, assert }) => {
    const made = await sendFile(client, acme.owner, csv('name', 'Ann'))
    const { id } = made.body()
    const visitor = await enter()
    const answer = await visitor.send(page(id), page(id, 'cancellation'))
    const { html } = await visitor.follow(answer)

    assert.include(html, 'Canceled')
    assert.include(html, 'people.csv is canceled.')
    assert.notInclude(html, 'data-live="true"')
  })

  test('are reverted, while none of their records has changed since', async ({
    client,
    assert,
  }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const { id } = await importFile(client, acme.owner, csv('name', 'Ann', 'Bob'))
    assert.include((await visitor.get(page(id))).html, `${page(id)}/reversion`)
    const answer = await visitor.send(page(id), page(id, 'reversion'))
    const { html } = await visitor.follow(answer)
    assert.include(html, 'people.csv is being reverted.')
    assert.include(html, 'data-live="true"')
    await runJobs()
    const ended = (await visitor.get(page(id))).html
    assert.match(ended, /<dt>Reverted<\/dt>\s*<dd>2<\/dd>/)
    assert.notInclude(ended, `${page(id)}/reversion`)
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)

    const other = await importFile(client, acme.owner, csv('name', 'Cid'))
    const found = await client.get('/api/customers/').bearerToken(acme.owner.token)
    await client
      .patch(`/api/customers/${found.body().results[0].id}/`)
      .bearerToken(acme.owner.token)
      .json({ city: 'Graz' })
    const refused = await visitor.send(page(other.id), page(other.id, 'reversion'))
    assert.include((await visitor.follow(refused)).html, 'have changed since')
  })

  test('give a file to fill in', async ({ assert }) => {
    const visitor = await enter()
    const { html } = await visitor.get(`${page('new')}?resource=customers`)
    assert.include(html, `${page('templates', 'customers')}`)
    const file = await visitor.get(page('templates', 'customers'))
    assert.match(file.html, /^first_name,|^name,/)
  })

  test('of another organization are not there', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const made = await sendFile(client, globex.owner, csv('name', 'Ann'))
    const { status } = await (await enter()).get(page(made.body().id))
    assert.equal(status, 404)
  })
})

test.group('Admin | imports | of all organizations', (group) => {
  group.each.setup(() => forgetJobs())

  test('are listed with whose they are, and narrowed by it', async ({ client, assert }) => {
    const [acme, globex] = [await makeCompany('Acme'), await makeCompany('Globex')]
    await importFile(client, acme.owner, csv('name', 'Ann'))
    const made = await sendFile(client, globex.owner, csv('name', 'Bob'))
    const visitor = await enter()

    const { html } = await visitor.get('/admin/imports')
    assert.include(html, `/admin/organizations/${globex.slug}/imports/${made.body().id}`)
    assert.include(html, `/admin/organizations/${acme.slug}`)
    assert.include(html, 'data-live="true"')
    const found = await visitor.get(
      `/admin/imports?search=${encodeURIComponent(acme.slug.replace('-', ' '))}&status[in]=completed`
    )
    assert.include(found.html, `/admin/organizations/${acme.slug}`)
    assert.notInclude(found.html, `/admin/organizations/${globex.slug}`)
  })
})

test.group('Admin | imports | ordered', (group) => {
  let acme: Company
  let visitor: Visitor
  let superuser: Persona

  bring(group, [ranks])

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    superuser = await makeSuperuser()
    visitor = await enter(superuser)
  })

  const list = () => `/admin/organizations/${acme.slug}/imports`
  const form = (resource: string) => `${list()}/new?resource=${resource}`
  const order = (
    content: string | Buffer<ArrayBuffer>,
    { resource = 'customers', ...fields }: Record<string, string> = {}
  ) => visitor.sendFile(form(resource), list(), content, { resource, ...fields })
  const customers = async (client: ApiClient) => {
    const response = await client
      .get('/api/customers/?ordering=name&page_size=100')
      .bearerToken(acme.owner.token)
    const named: { name: string; city: string | null }[] = response.body().results
    return named
  }

  test('make records of the organization, in the name of the superuser', async ({
    client,
    assert,
  }) => {
    const chooser = await visitor.get(`${list()}/new`)
    assert.include(chooser.html, form('customers'))
    const answer = await order(csv('First name;Called;Town', 'Ann;Ann Ltd;Graz', ';;Linz'), {
      'columns[name]': 'Called',
      'columns[city]': 'Town',
      'match_by': '',
      'delimiter': ';',
    })
    const waiting = await visitor.follow(answer)
    await runJobs()
    const done = await visitor.follow(answer)

    assert.include(waiting.html, 'people.csv is there, and waits for its turn.')
    assert.include(done.html, 'Completed')
    assert.include(done.html, '2 of')
    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(response.body().count, 1)
    assert.containSubset(response.body().results[0], { name: 'Ann Ltd' })
    const created = (await eventsOf(acme, 'customers')).filter(
      ({ action }) => action === 'customers:create'
    )
    assert.deepEqual(
      created.map(({ actor_id: actor }) => actor),
      [superuser.userId]
    )
  })

  test('take for a field the column that is called like it', async ({ client, assert }) => {
    await order(csv('NAME,Customer Type,City', 'Ann,business,Graz'))
    await runJobs()

    assert.lengthOf(await customers(client), 1)
  })

  test('leave out what is said not to be in the file, though a column is called like it', async ({
    client,
    assert,
  }) => {
    await turnOnAll(acme)
    const content = csv('name,city,country,tier', 'Ann,Graz,Austria,gold')
    const fields = {
      'excluded[city]': 'true',
      'excluded[country]': 'true',
      'columns[country]': 'country',
      'excluded[extensions.ranks.tier]': 'true',
      'dry_run': 'false',
    }
    await order(content, fields)
    await runJobs()
    const made = await client
      .get('/api/customers/?fields=name,city,country')
      .bearerToken(acme.owner.token)
    assert.deepEqual(made.body().results, [{ name: 'Ann', city: null, country: null }])

    const none = await visitor.follow(await order(content, { ...fields, 'excluded[name]': 'true' }))
    assert.include(none.html, 'No column is called like a field')
    assert.match(none.html, /name="excluded\[city\]"[^>]*checked/)
    assert.notMatch(none.html, /name="excluded\[state\]"[^>]*checked/)
    const matched = await visitor.follow(
      await order(csv('name,email', 'Ann,x'), { 'excluded[email]': 'true', 'match_by': 'email' })
    )
    assert.include(matched.html, 'id="wrong-match_by"')
  })

  test('know what is there by its key, and what it refers to by its name', async ({
    client,
    assert,
  }) => {
    await order(csv('name,email', 'Ann,ann@example.com'))
    await runJobs()
    await order(csv('name,email', 'Anna,ann@example.com'), { match_by: 'email' })
    await runJobs()
    assert.deepEqual(
      (await customers(client)).map(({ name }) => name),
      ['Anna']
    )

    await order(csv('title,customer,value,expected_close_date', 'Big,Anna,"1,5",24.12.2031'), {
      'resource': 'deals',
      'columns[customer_id]': 'customer',
      'lookups[customer_id]': 'name',
      'date_format': 'D.M.YYYY',
      'decimal_mark': ',',
    })
    await runJobs()
    const deals = await client.get('/api/deals/').bearerToken(acme.owner.token)
    assert.containSubset(deals.body().results, [
      { title: 'Big', value: '1.50', expected_close_date: '2031-12-24' },
    ])
  })

  test('fill the fields that plugins add', async ({ client, assert }) => {
    await turnOnAll(acme)
    const field = 'extensions.ranks.tier'
    const { html } = await visitor.get(form('customers'))
    assert.include(html, `name="columns[${field}]"`)

    const content = csv('name,level', 'Ann,platinum', 'Bob,gold')
    const answer = await order(content, { [`columns[${field}]`]: 'level' })
    await runJobs()

    assert.include((await visitor.follow(answer)).html, '<td dir="auto">level</td>')
    assert.deepEqual(
      (await customers(client)).map(({ name }) => name),
      ['Bob']
    )
    const missing = await order(content, { [`columns[${field}]`]: 'rank' })
    const refused = (await visitor.follow(missing)).html
    assert.include(refused, `id="wrong-${field}">There is no column &quot;rank&quot;`)
    assert.include(refused, 'value="rank"')
  })

  test('read a file as the form says it is written, and leave empty what does not fit', async ({
    client,
    assert,
  }) => {
    const content = Buffer.from(
      'name;phone;credit limit;email\nJ\xfcrgen;030/123456;1.234,50 \x80;no mail\n',
      'latin1'
    )
    const answer = await order(content, {
      encoding: 'windows-1252',
      decimal_mark: ',',
      currency: 'EUR',
      phone_country: 'DE',
      on_error: 'empty',
    })
    await runJobs()
    const { html } = await visitor.follow(answer)
    assert.include(html, 'Cells that were left empty')
    const response = await client
      .get('/api/customers/?fields=name,phone,credit_limit,email')
      .bearerToken(acme.owner.token)
    assert.deepEqual(response.body().results, [
      { name: 'Jürgen', phone: '+49 30 123456', credit_limit: '1234.50', email: null },
    ])
    const refused = (await visitor.follow(await order(content, { currency: 'XXY' }))).html
    assert.include(refused, 'id="wrong-file"')
  })

  test('write nothing when they are only tried', async ({ client, assert }) => {
    await order(csv('name', 'Ann'), { dry_run: 'true' })
    await runJobs()

    assert.lengthOf(await customers(client), 0)
    assert.include((await visitor.get(list())).html, 'people.csv')
  })

  test('are refused beside what is wrong, and keep what was typed', async ({ assert }) => {
    const say = async (content: string, fields: Record<string, string> = {}) =>
      (await visitor.follow(await order(content, fields))).html

    assert.include(await say(''), 'id="wrong-file">Choose a file.')
    assert.include(await say('PK\x03\x04'), 'The file is a workbook.')
    assert.include(await say(csv('a,b', '1,2')), 'No column is called like a field')
    const html = await say(csv('name', 'Ann'), { 'columns[city]': 'Town', 'match_by': 'email' })
    assert.include(html, 'id="wrong-city">There is no column &quot;Town&quot;')
    assert.include(html, 'value="Town"')
    assert.match(html, /<option\s+value="email"\s+selected/)
    assert.include(html, 'id="wrong-match_by"')
  })

  test('name the superuser who ordered them, who is no member', async ({ client, assert }) => {
    await order(csv('name', 'Ann'))
    const [shown] = (await client.get('/api/imports/').bearerToken(acme.owner.token)).body().results
    const pages = () =>
      Promise.all([list(), `${list()}/${shown.id}`].map((path) => visitor.get(path)))

    for (const { html } of await pages()) assert.match(html, />\s*Sue Test\s*</)
    assert.deepEqual(shown.created_by, {
      id: superuser.userId,
      full_name: 'Sue Test',
      email: superuser.email,
    })
    const { userId: unknown } = await makeSuperuser('Pat')
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE imports SET created_by_id = $1 WHERE id = $2', [unknown, shown.id])
    )
    for (const { html } of await pages()) assert.include(html, 'a user outside the organization')
  })

  test('end when their superuser is none any more', async ({ client, assert }) => {
    const answer = await order(csv('name', 'Ann'))
    await UnitOfWork.run(asSystem, async () => {
      await (await User.findOrFail(superuser.userId)).merge({ isSuperuser: false }).save()
    })
    await runJobs()

    assert.lengthOf(await customers(client), 0)
    const { html } = await (await enter()).get(answer.location ?? '')
    assert.include(html, 'Failed')
    assert.include(html, 'This needs the permission imports:create.')
  })

  test('are not taken from the user who has no session, or no token', async ({ assert }) => {
    const stranger = new Visitor()
    const outside = await stranger.sendFile('/admin/login', list(), csv('name', 'Ann'), {
      resource: 'customers',
    })
    const forged = await visitor.sendFile(form('customers'), list(), csv('name', 'Ann'), {
      resource: 'customers',
      _csrf: 'forged',
    })

    assert.equal(outside.location, '/admin/login')
    assert.include((await visitor.follow(forged)).html, 'This form was open for too long.')
    assert.include((await visitor.get(list())).html, 'There is nothing here yet.')
  })

  test('are not ordered in the name of another user', async ({ assert }) => {
    const user = `/admin/users/${acme.owner.userId}`
    await visitor.send(user, `${user}/impersonations`, {
      organization: acme.slug,
      reason: 'Ticket 4711',
      minutes: '15',
    })

    assert.notInclude((await visitor.get(list())).html, 'New import')
    assert.equal((await visitor.get(`${list()}/new`)).status, 403)
  })
})
