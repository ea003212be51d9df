import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { type Company, makeCompany } from '#tests/support/personas'

const SOURCE = [
  'From: Ada Byron <ada@example.com>',
  'To: sales@acme.example, "Ben" <ben@acme.example>',
  'Cc: eve@example.com',
  'Subject: Re: =?utf-8?q?Angebot_f=C3=BCr_Raketen?=',
  'Message-ID: <two@example.com>',
  'In-Reply-To: <one@example.com>',
  'Date: Mon, 02 Nov 2026 10:00:00 +0100',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'We take ten. <b>Please</b>',
].join('\r\n')

test.group('Kinds of activities', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a message is read from its source, and stays one', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const made = await post('/api/messages/', { source: SOURCE, direction: 'inbound' })
    made.assertStatus(201)
    assert.containsSubset(made.body(), {
      subject: 'Re: Angebot für Raketen',
      body: 'We take ten. <b>Please</b>',
      message_id: 'two@example.com',
      in_reply_to: 'one@example.com',
      completed_at: '2026-11-02T09:00:00.000Z',
      direction: 'inbound',
      channel: 'email',
      participants: [
        { address: 'ada@example.com', name: 'Ada Byron', role: 'from' },
        { address: 'sales@acme.example', name: null, role: 'to' },
        { address: 'ben@acme.example', name: 'Ben', role: 'to' },
        { address: 'eve@example.com', name: null, role: 'cc' },
      ],
    })
    const twice = await post('/api/messages/', { subject: 'X', message_id: '<two@example.com>' })
    twice.assertStatus(409)
    assert.containsSubset(twice.body(), { code: 'already_exists', field: 'message_id' })
    const answers = await get('/api/messages/?in_reply_to=one@example.com')
    assert.equal(answers.body().count, 1)
    ;(await post('/api/messages/', { source: 'no headers' })).assertStatus(422)
  })

  test('a note keeps what it said the last twenty times', async ({ client, assert }) => {
    const { get, post, patch } = api(client, acme.owner)
    const made = await post('/api/notes/', { body: 'Text 0' })
    const path = `/api/notes/${made.body().id}/`
    assert.deepEqual((await get(`${path}versions/`)).body().results, [])
    for (let number = 1; number <= 23; number += 1) await patch(path, { body: `Text ${number}` })
    await patch(path, { visibility: 'team' })
    const { count, results } = (await get(`${path}versions/`)).body()
    assert.equal(count, 20)
    assert.deepEqual([results[0].body, results.at(-1).body], ['Text 22', 'Text 3'])
    assert.equal(results[0].replaced_by.id, acme.owner.userId)
  })

  test('what is next is the same of people, customers, leads and deals, and leaves with the activity', async ({
    client,
    assert,
  }) => {
    const { get, post, patch, put, delete: remove } = api(client, acme.owner)
    const deal = await makeDeal(acme)
    const customer = await makeCustomer(acme)
    const person = await makePerson(acme)
    const [early, late] = ['2020-01-01T09:00:00.000Z', '2099-01-01T09:00:00.000Z']
    const made = await post('/api/meetings/', {
      subject: 'Meet',
      starts_at: late,
      location: 'Berlin',
      participants: [{ person_id: person }],
      associations: [{ type: 'customers', id: customer }],
    })
    const path = `/api/meetings/${made.body().id}/`
    const next = async (type: string, id: string) => {
      const record = (await get(`/api/${type}/${id}/`)).body()
      return [record.next_activity_at, record.activity_state]
    }
    assert.deepEqual(await next('people', person), [late, 'planned'])
    assert.deepEqual(await next('customers', customer), [late, 'planned'])
    assert.deepEqual(await next('deals', deal), [null, 'none'])
    await put(`/api/deals/${deal}/associations/meetings/${made.body().id}/`, {})
    await patch(path, { starts_at: early })
    assert.deepEqual(await next('deals', deal), [early, 'overdue'])
    for (const [state, count] of [
      ['overdue', 1],
      ['planned', 0],
      ['none', 0],
    ]) {
      const found = await get(`/api/people/?activity_state=${state}&ordering=next_activity_at`)
      assert.equal(found.body().count, count, String(state))
    }
    await patch(path, { participants: [] })
    assert.deepEqual(await next('people', person), [null, 'none'])
    await remove(path)
    assert.deepEqual(await next('customers', customer), [null, 'none'])
    await post(`${path}restore/`)
    assert.deepEqual(await next('customers', customer), [early, 'overdue'])
    await remove(`/api/deals/${deal}/associations/meetings/${made.body().id}/`)
    assert.deepEqual(await next('deals', deal), [null, 'none'])
    await remove(`/api/customers/${customer}/?force=true`)
    ;(await get(path)).assertStatus(200)
  })

  test('what does not fit together is refused', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    for (const [body, field] of [
      [{ body: 'Nameless' }, 'subject'],
      [{ subject: 'X', body: 'ä'.repeat(51_201) }, 'body'],
      [{ subject: 'X', completed_at: '2020-01-01T00:00:00Z' }, 'completed_at'],
      [{ subject: 'X', status: 'completed', completed_at: '2099-01-01T00:00:00Z' }, 'completed_at'],
      [
        { subject: 'X', starts_at: '2027-01-02T00:00:00Z', ended_at: '2027-01-01T00:00:00Z' },
        'ended_at',
      ],
      [{ subject: 'X', starts_at: 'tomorrow' }, 'starts_at'],
      [{ subject: 'X', participants: [{ role: 'to' }] }, 'participants.0'],
    ] as const) {
      const refused = await post('/api/meetings/', body)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, field)
    }
  })
})
