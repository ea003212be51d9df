import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { PDF, attach } from '#tests/support/attachments'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { makePerson } from '#tests/support/people'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

interface Item {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly actor: { readonly id: string } | null
  readonly summary: string
  readonly record: { readonly type: string; readonly id: string; readonly label: string | null }
  readonly via: { readonly type: string; readonly id: string } | null
  readonly data: Readonly<Record<string, unknown>>
}

/** A timeline from its first page to its last. */
async function walk(client: ApiClient, company: Company, path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let next: string | null = path; next !== null;) {
    const { pathname, search } = new URL(next, 'http://localhost')
    const response = await api(client, company.owner).get(`${pathname}${search}`)
    response.assertStatus(200)
    items.push(...response.body().results)
    next = response.body().next
  }
  return items
}

/** An activity about a record. @returns its id */
async function log(
  client: ApiClient,
  { owner }: Company,
  noun: string,
  [type, id]: readonly [type: string, id: string],
  body: object = {}
): Promise<string> {
  const made = await api(client, owner).post(`/api/${noun}/`, {
    subject: `One of ${noun}`,
    associations: [{ type, id }],
    ...body,
  })
  made.assertStatus(201)
  return made.body().id
}

test.group('Timeline', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('of a deal tells of activities, stages, assignments and chosen changes, newest first', async ({
    client,
    assert,
  }) => {
    const { patch, post, get } = api(client, acme.owner)
    const deal = await makeDeal(acme, { title: 'Rockets', value: '100.00' })
    const at = ['deals', deal] as const
    const ada = await makeEmployee(acme, { firstName: 'Ada', lastName: 'Byron' })
    for (const noun of ['notes', 'calls', 'messages']) await log(client, acme, noun, at)
    await log(client, acme, 'tasks', at, { due_at: '2099-01-01T09:00:00Z' })
    await log(client, acme, 'meetings', at, { starts_at: '2001-01-01T09:00:00Z' })
    await patch(`/api/deals/${deal}/`, { value: '250.50', description: 'No one is told' })
    await patch(`/api/deals/${deal}/`, { assigned_to_id: ada })
    await patch(`/api/deals/${deal}/`, { assigned_to_id: null })
    const { stages } = await defaultPipeline(client, acme.owner)
    const [first, second] = stages
    await post(`/api/deals/${deal}/move_stage/`, { stage_id: second?.id })

    const items = await walk(client, acme, `/api/deals/${deal}/timeline/?limit=4`)

    const moments = items.map((item) => item.at)
    assert.deepEqual(moments, moments.toSorted().toReversed())
    assert.lengthOf(new Set(items.map(({ id }) => id)), items.length)
    assert.deepEqual(
      items.map(({ kind, summary }) => `${kind}: ${summary}`),
      [
        'task: One of tasks',
        `stage: Moved from ${first?.name} to ${second?.name}`,
        'assignment: Assigned to no one',
        'assignment: Assigned to Ada Byron',
        'field: Changed value',
        'message: One of messages',
        'call: One of calls',
        'note: One of notes',
        `stage: Begun in ${first?.name}`,
        'meeting: One of meetings',
      ]
    )
    const [task, moved, , assigned, changed] = items
    assert.containsSubset(task, {
      at: '2099-01-01T09:00:00.000Z',
      actor: { id: acme.owner.userId },
      record: { type: 'tasks', label: 'One of tasks' },
      via: null,
      data: { status: 'planned', due_at: '2099-01-01T09:00:00.000Z', priority: 'medium' },
    })
    assert.deepEqual(moved?.record, { type: 'deals', id: deal, label: 'Rockets' })
    assert.containsSubset(moved?.data, { from: { name: first?.name }, to: { id: second?.id } })
    assert.containsSubset(assigned?.data, { from: null, to: { id: ada, full_name: 'Ada Byron' } })
    assert.deepEqual(changed?.data, { changes: { value: { from: '100.00', to: '250.50' } } })

    const calls = await walk(client, acme, `/api/deals/${deal}/timeline/?kinds=call,field`)
    assert.deepEqual(
      calls.map(({ kind }) => kind),
      ['field', 'call']
    )
    const past = await walk(client, acme, `/api/deals/${deal}/timeline/?until=2001-01-01`)
    assert.deepEqual(
      past.map(({ kind }) => kind),
      ['meeting']
    )
    const future = await get(`/api/deals/${deal}/timeline/?since=2099-01-01T09:00:00Z`)
    assert.lengthOf(future.body().results, 1)
  })

  test('shows what stands in those of associated and related records, each once, and says via which', async ({
    client,
    assert,
  }) => {
    const { put } = api(client, acme.owner)
    const customer = await makeCustomer(acme, { name: 'Tech Corp' })
    const deal = await makeDeal(acme, { customer_id: customer })
    const person = await makePerson(acme)
    const stranger = await makePerson(acme, { name: 'Two hops away' })
    await put(`/api/deals/${deal}/associations/people/${person}/`, {})
    await put(`/api/people/${person}/associations/people/${stranger}/`, {})
    const ofCustomer = await log(client, acme, 'notes', ['customers', customer])
    const ofPerson = await log(client, acme, 'notes', ['people', person])
    await log(client, acme, 'notes', ['people', stranger])
    const ofBoth = await log(client, acme, 'notes', ['people', person], {
      associations: [
        { type: 'people', id: person },
        { type: 'deals', id: deal },
      ],
    })

    const items = await walk(client, acme, `/api/deals/${deal}/timeline/?kinds=note&limit=1`)

    assert.deepEqual(
      items.map(({ record, via }) => [record.id, via && `${via.type}/${via.id}`]),
      [
        [ofBoth, null],
        [ofPerson, `people/${person}`],
        [ofCustomer, `customers/${customer}`],
      ]
    )
    const back = await walk(client, acme, `/api/customers/${customer}/timeline/?kinds=note,stage`)
    assert.deepEqual(
      back.map(({ kind, via }) => [kind, via?.type ?? null]),
      [
        ['note', 'deals'],
        ['note', null],
        ['stage', 'deals'],
      ]
    )
  })

  test('tells of a conversion wherever it led', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const lead = await makeLead(acme, { name: 'Grace Hopper' })
    await log(client, acme, 'notes', ['leads', lead])
    await post(`/api/leads/${lead}/qualify/`)
    const converted = await post(`/api/leads/${lead}/convert/`, {
      customer_type: 'individual',
      deal: { title: 'A compiler', value: '10.00' },
    })
    converted.assertStatus(201)
    const { customer_id: customer, deal_id: deal } = converted.body()

    for (const path of [`leads/${lead}`, `customers/${customer}`, `deals/${deal}`]) {
      const items = await walk(client, acme, `/api/${path}/timeline/?kinds=conversion,note`)
      assert.deepEqual(
        items.map(({ kind, record }) => [kind, record.type]),
        [
          ['conversion', 'leads'],
          ['note', 'notes'],
        ],
        path
      )
      assert.equal(items[0]?.record.id, lead)
      assert.equal(
        items[0]?.summary,
        'Converted into the customer Grace Hopper and the deal A compiler'
      )
    }
  })

  test('names the person of a conversion, and stands in their timeline, too', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const lead = await makeLead(acme, { name: 'Grace Hopper', company: 'Compilers' })
    const converted = await post(`/api/leads/${lead}/convert/`, { deal: { title: 'COBOL' } })
    const { person_id: person } = converted.body()
    for (const path of [`leads/${lead}`, `people/${person}`]) {
      const [item] = await walk(client, acme, `/api/${path}/timeline/?kinds=conversion`)
      assert.equal(
        item?.summary,
        'Converted into the customer Compilers, the person Grace Hopper and the deal COBOL'
      )
      assert.containsSubset(item?.data, { person: { id: person, label: 'Grace Hopper' } })
      assert.isNull(item?.via)
    }
  })

  test('tells of files that come and go, to who may read them', async ({ client, assert }) => {
    const deal = await makeDeal(acme)
    const path = `/api/deals/${deal}/timeline/?kinds=attachment,attachment_removed`
    const kept = await attach(client, acme.owner, `deals/${deal}`, PDF, 'kept.pdf')
    const gone = await attach(client, acme.owner, `deals/${deal}`, PDF, 'gone.pdf')
    const removed = await api(client, acme.owner).delete(`/api/attachments/${gone.body().id}/`)
    removed.assertStatus(204)

    const items = await walk(client, acme, path)
    assert.deepEqual(
      items.map(({ summary, record }) => [summary, record.type]),
      [
        ['Removed gone.pdf', 'deals'],
        ['Attached kept.pdf', 'attachments'],
      ]
    )
    assert.containsSubset(items[1], {
      actor: { id: acme.owner.userId },
      record: { id: kept.body().id, label: 'kept.pdf' },
      data: { content_type: 'application/pdf', size: PDF.length },
    })

    const unread = await hireWith(acme, ['deals:read'])
    ;(await api(client, unread).get(path)).assertStatus(400)
    const narrow = await hireWith(acme, [
      'deals:read',
      'deals:update',
      'attachments:upload',
      'attachments:read/own',
    ])
    await attach(client, narrow, `deals/${deal}`, PDF, 'own.pdf')
    const seen = await api(client, narrow).get(`/api/deals/${deal}/timeline/?kinds=attachment`)
    assert.deepEqual(
      seen.body().results.map(({ summary }: Item) => summary),
      ['Attached own.pdf']
    )
    ;(await api(client, narrow).get(path)).assertStatus(400)
  })

  test('follows an activity that is moved, dissociated, deleted, restored, or has another person', async ({
    client,
    assert,
  }) => {
    const { delete: remove, patch, post } = api(client, acme.owner)
    const [one, other] = [await makePerson(acme), await makePerson(acme)]
    const task = await log(client, acme, 'tasks', ['people', one], {
      due_at: '2020-01-01T00:00:00Z',
      participants: [{ person_id: one }],
    })
    const seen = async (person: string) => {
      const items = await walk(client, acme, `/api/people/${person}/timeline/?kinds=task`)
      return items.map(({ at }) => at.slice(0, 10)).join()
    }
    assert.deepEqual([await seen(one), await seen(other)], ['2020-01-01', ''])

    await patch(`/api/tasks/${task}/`, {
      due_at: '2021-01-01T00:00:00Z',
      participants: [{ person_id: other }],
    })
    assert.deepEqual([await seen(one), await seen(other)], ['2021-01-01', '2021-01-01'])
    await remove(`/api/people/${one}/associations/tasks/${task}/`)
    assert.deepEqual([await seen(one), await seen(other)], ['', '2021-01-01'])
    await remove(`/api/tasks/${task}/`)
    assert.equal(await seen(other), '')
    await post(`/api/tasks/${task}/restore/`)
    await patch(`/api/tasks/${task}/`, { due_at: null })
    assert.equal(await seen(other), new Date().toISOString().slice(0, 10))
  })

  test('is there for who may read the record, and one statement a page', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    const deal = await makeDeal(acme)
    const stranger = await hire(await makeCompany(), { roles: ['manager'] })
    const path = `/api/deals/${deal}/timeline/`
    const other = await api(client, stranger).get(path)
    other.assertStatus(404)
    const absent = await get(`/api/deals/${acme.id}/timeline/`)
    absent.assertStatus(404)
    const malformed = await get('/api/deals/none/timeline/')
    malformed.assertStatus(404)

    assert.equal(await countStatements(() => get(path)), 1)
    for (let number = 0; number < 3; number += 1) await log(client, acme, 'notes', ['deals', deal])
    assert.equal(await countStatements(() => get(`${path}?limit=2`)), 1)
  })

  test('refuses what it does not know, and says what there is', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    const path = `/api/vendors/${acme.id}/timeline/`
    const unknown = await get(`${path}?kinds=note,metings`)
    unknown.assertStatus(400)
    assert.containsSubset(unknown.body(), { code: 'unknown_kind', parameter: 'kinds' })
    assert.include(unknown.body().detail, 'Did you mean "meeting"?')
    assert.includeMembers(unknown.body().accepted, ['note', 'task', 'field', 'stage'])
    for (const asked of ['since=yesterday', 'until=2026-13-01', 'cursor=x', 'limit=0', 'page=1']) {
      const refused = await get(`${path}?${asked}`)
      refused.assertStatus(400)
      assert.equal(refused.body().parameter, asked.split('=')[0])
    }
  })
})
