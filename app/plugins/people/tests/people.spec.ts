import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makePerson } from '#tests/support/people'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

test.group('People', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('makes a person and answers all of it', async ({ client, assert }) => {
    const employee = await makeEmployee(acme)
    const boss = await makePerson(acme, { name: 'Grace Hopper' })
    const response = await api(client, acme.owner).post('/api/people/', {
      first_name: 'Ada',
      last_name: 'Byron',
      job_title: 'Analyst',
      department: 'Research',
      email: 'ada@example.com',
      phone: '+44 20 7946 0000',
      reports_to_id: boss,
      assigned_to_id: employee,
      time_zone: 'europe/london',
      preferred_language: 'en-GB',
      birthday: '1985-12-10',
      consent: { email: 'granted' },
      tags: ['analyst'],
    })
    response.assertStatus(201)
    assert.containsSubset(response.body(), {
      code: 'PE002',
      name: 'Ada Byron',
      email: 'ada@example.com',
      phone: '+44 20 7946 0000',
      phone_normalized: '+442079460000',
      emails: [
        {
          value: 'ada@example.com',
          normalised: 'ada@example.com',
          kind: 'work',
          is_primary: true,
          state: 'ok',
        },
      ],
      reports_to: { id: boss, name: 'Grace Hopper' },
      assigned_to: { id: employee },
      primary_customer: null,
      time_zone: 'Europe/London',
      birthday: '1985-12-10',
      consent: { email: 'granted', phone: 'unknown', sms: 'unknown', post: 'unknown' },
      status: 'active',
      version: 1,
    })
  })

  test('a name is needed, whole or in parts, and follows its parts', async ({ client, assert }) => {
    const { post, patch } = api(client, acme.owner)
    const nameless = await post('/api/people/', { email: 'a@example.com' })
    nameless.assertStatus(422)
    const made = await post('/api/people/', { name: 'Ada Byron King' })
    assert.containsSubset(made.body(), { first_name: 'Ada', last_name: 'Byron King' })
    const changed = await patch(`/api/people/${made.body().id}/`, { last_name: 'Lovelace' })
    assert.equal(changed.body().name, 'Ada Lovelace')
  })

  test('of several addresses exactly one is the primary one, which email is', async ({
    client,
    assert,
  }) => {
    const { post, patch } = api(client, acme.owner)
    const made = await post('/api/people/', {
      name: 'Ada',
      emails: [
        { value: 'ada@home.example', kind: 'personal' },
        { value: 'Ada@work.example', is_primary: true, state: 'bounced' },
      ],
    })
    made.assertStatus(201)
    const path = `/api/people/${made.body().id}/`
    assert.equal(made.body().email, 'Ada@work.example')
    const told = async (body: Record<string, unknown>) => {
      const response = await patch(path, body)
      response.assertStatus(200)
      const { email, emails } = response.body()
      return [
        email,
        emails.map((entry: { value: string; is_primary: boolean }) =>
          entry.is_primary ? `*${entry.value}` : entry.value
        ),
      ]
    }
    assert.deepEqual(await told({ email: 'ada@new.example' }), [
      'ada@new.example',
      ['*ada@new.example', 'ada@home.example'],
    ])
    assert.deepEqual(await told({ email: 'ADA@home.example' }), [
      'ADA@home.example',
      ['*ADA@home.example'],
    ])
    assert.deepEqual(
      await told({ emails: [{ value: 'one@example.com' }, { value: 'two@example.com' }] }),
      ['one@example.com', ['*one@example.com', 'two@example.com']]
    )
    assert.deepEqual(await told({ email: null }), ['two@example.com', ['*two@example.com']])
    assert.deepEqual(await told({ emails: [] }), [null, []])
    const rows = await inDatabase(acme, 'SELECT * FROM person_contacts')
    assert.isEmpty(rows)
  })

  test('addresses and numbers are added to those that there are, each once', async ({
    client,
    assert,
  }) => {
    const { post, patch } = api(client, acme.owner)
    const made = await post('/api/people/', {
      name: 'Ada',
      country: 'GB',
      phone: '020 7946 0000',
      phones_add: [
        { value: '+44 20 7946 0000', kind: 'mobile' },
        { value: '020 7946 0001', kind: 'home' },
      ],
      emails_add: [{ value: 'ada@home.example', kind: 'personal' }],
    })
    made.assertStatus(201)
    const shown = (list: readonly Record<string, unknown>[]) =>
      list.map(({ value, kind, is_primary: isPrimary }) => [value, kind, isPrimary])
    assert.deepEqual(shown(made.body().phones), [
      ['020 7946 0000', 'mobile', true],
      ['020 7946 0001', 'home', false],
    ])
    assert.equal(made.body().email, 'ada@home.example')

    const path = `/api/people/${made.body().id}/`
    const again = await patch(path, { emails_add: [{ value: 'ADA@home.example', kind: 'work' }] })
    assert.equal(again.body().version, 1)
    const emails = [{ value: 'ada@home.example', state: 'opted_out' as const }]
    await patch(path, { emails })
    const more = await patch(path, {
      email: 'ada@new.example',
      emails_add: [{ value: 'ada@home.example' }, { value: 'ada@work.example' }],
    })
    assert.deepEqual(shown(more.body().emails), [
      ['ada@new.example', 'work', true],
      ['ada@home.example', 'work', false],
      ['ada@work.example', 'work', false],
    ])
    assert.equal(more.body().emails[1].state, 'opted_out')
    const many = Array.from({ length: 18 }, (_, n) => ({ value: `a${n}@example.com` }))
    const refused = await patch(path, { emails_add: many })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'emails_add', rule: 'maxLength' }] })
  })

  test('what contradicts itself about addresses is refused', async ({ client }) => {
    const { post } = api(client, acme.owner)
    const one = { value: 'a@example.com', is_primary: true }
    for (const body of [
      { emails: [one, { value: 'b@example.com', is_primary: true }] },
      { emails: [one, { value: 'A@example.com' }] },
      { emails: [{ kind: 'work' }] },
      { emails: [{ value: 'nowhere' }] },
      { emails: [one], email: 'b@example.com' },
      { emails: [{ ...one, kind: 'pager' }] },
      { consent: { smoke: 'granted' } },
      { time_zone: 'Mars/Olympus' },
    ]) {
      const response = await post('/api/people/', { name: 'Ada', ...body })
      response.assertStatus(422)
    }
  })

  test('a person as they were read can be sent back, and is as they were', async ({
    client,
    assert,
  }) => {
    const { get, put } = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const id = await makePerson(acme, {
      email: 'ada@example.com',
      phone: '+442079460000',
      consent: { sms: 'denied' },
      primary_customer_id: customer,
    })
    const read = await get(`/api/people/${id}/`)
    const sent = await put(`/api/people/${id}/`, read.body())
    sent.assertStatus(200)
    assert.deepEqual(sent.body(), read.body())
    const merged = await put(`/api/people/${id}/`, { consent: { email: 'granted' } })
    assert.containsSubset(merged.body().consent, { email: 'granted', sms: 'denied' })
  })

  test('the primary customer is an association, readable and written from either side', async ({
    client,
    assert,
  }) => {
    const { get, post, patch, put, delete: remove } = api(client, acme.owner)
    const [one, other] = [
      await makeCustomer(acme, { name: 'One Ltd' }),
      await makeCustomer(acme, { name: 'Other Ltd' }),
    ]
    const made = await post('/api/people/', { name: 'Ada', primary_customer_id: one })
    made.assertStatus(201)
    const { id } = made.body()
    assert.containsSubset(made.body(), {
      primary_customer_id: one,
      primary_customer: { id: one, name: 'One Ltd' },
    })
    const theirs = await get(`/api/customers/${one}/associations/people/`)
    assert.equal(theirs.body().results[0].id, id)

    await put(`/api/people/${id}/associations/customers/${other}/`, { is_primary: true })
    assert.equal((await get(`/api/people/${id}/`)).body().primary_customer_id, other)
    const found = await get(`/api/people/?primary_customer_id=${other}`)
    assert.equal(found.body().count, 1)
    const none = await patch(`/api/people/${id}/`, { primary_customer_id: null })
    assert.isNull(none.body().primary_customer_id)
    assert.equal((await get(`/api/people/${id}/associations/customers/`)).body().count, 2)
    await patch(`/api/people/${id}/`, { primary_customer_id: one })
    await remove(`/api/customers/${one}/`)
    assert.isNull((await get(`/api/people/${id}/`)).body().primary_customer)
    const absent = await patch(`/api/people/${id}/`, { primary_customer_id: one })
    absent.assertStatus(422)
  })

  test('deals have people by their roles', async ({ client, assert }) => {
    const { get, put } = api(client, acme.owner)
    const [deal, ada] = [await makeDeal(acme), await makePerson(acme)]
    await makePerson(acme, { name: 'Bob' })
    const done = await put(`/api/deals/${deal}/associations/people/${ada}/`, {
      labels: ['decision_maker'],
    })
    done.assertStatus(201)
    const people = await get(`/api/deals/${deal}/associations/people/?label=decision_maker`)
    assert.containsSubset(people.body().results, [
      { id: ada, association: { labels: [{ key: 'decision_maker', title: 'Decision maker' }] } },
    ])
    const deals = await get(`/api/deals/?associated[people]=${ada}&label=decision_maker`)
    assert.equal(deals.body().results[0].id, deal)
    const others = await get(`/api/people/?associated[deals]=${deal}&label=champion`)
    assert.equal(others.body().count, 0)
  })

  test('no one reports to themselves, directly or indirectly', async ({ client }) => {
    const { patch } = api(client, acme.owner)
    const top = await makePerson(acme)
    const below = await makePerson(acme, { reports_to_id: top })
    for (const boss of [top, below]) {
      const response = await patch(`/api/people/${top}/`, { reports_to_id: boss })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'reports_to_id', rule: 'circle' }] })
    }
  })

  test('people are found by name, address, number and code, and listed in one statement', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    const ada = await makePerson(acme, { email: 'ada@example.com', phone: '+442079460000' })
    await makePerson(acme, { name: 'Bob' })
    for (const words of ['byron', 'ADA@example', '7946 0000', 'PE001']) {
      const found = await get(`/api/people/?search=${encodeURIComponent(words)}`)
      assert.deepEqual(
        found.body().results.map(({ id }: { id: string }) => id),
        [ada],
        words
      )
    }
    assert.equal((await get('/api/people/?email=ADA@EXAMPLE.COM')).body().count, 1)
    assert.equal((await get('/api/people/?status=active')).body().count, 2)
    assert.equal(await countStatements(() => get('/api/people/?ordering=name')), 1)
    const csv = await get('/api/people/export/?fields=name,email')
    assert.include(csv.text(), 'Ada Byron,ada@example.com')
  })

  test('is fenced, permitted and narrowed as any record', async ({ client, assert }) => {
    const id = await makePerson(acme)
    const path = `/api/people/${id}/`
    const viewer = await hire(acme, { roles: ['viewer'] })
    assert.equal((await api(client, viewer).get(path)).status(), 200)
    assert.equal((await api(client, viewer).patch(path, { name: 'X' })).status(), 403)
    const own = await hireWith(acme, ['people:read/own'])
    assert.equal((await api(client, own).get(path)).status(), 404)
    const globex = await makeCompany('Globex')
    assert.equal((await api(client, globex.owner).get(path)).status(), 404)
    const { delete: remove, post, get } = api(client, acme.owner)
    assert.equal((await remove(path)).status(), 204)
    assert.equal((await get('/api/people/')).body().count, 0)
    assert.equal((await post(`${path}restore/`)).status(), 200)
    const log = await get(`/api/audit-logs/?resource=people&record_id=${id}`)
    assert.isAbove(log.body().count, 2)
  })
})
