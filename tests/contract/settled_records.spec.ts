import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { act, defaultPipeline, makeDeal, makePipeline, stageNamed } from '#tests/support/deals'
import { digestOf } from '#tests/support/digest'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { unversionedRoutes } from '#tests/support/routes'
import { makeVendor } from '#tests/support/vendors'

type Body = Record<string, unknown>

/** What is answered, with which code or to which body; `same`: done already, so that nothing changes. */
interface Answer {
  readonly status: number
  readonly code?: string
  readonly body?: Body
  readonly same?: true
}

/** A record in a state that forbids something: what each of its routes does with it then. */
interface Settled {
  readonly state: string
  readonly noun: string
  readonly make: (client: ApiClient, company: Company) => Promise<string>
  /** By method and what follows the id; only what is named in `open` may change anything. */
  readonly answers: Readonly<Record<string, Answer | readonly Answer[]>>
  /** What such a record is still good for. */
  readonly open: readonly string[]
}

const won = async (client: ApiClient, company: Company) => {
  const id = await makeDeal(company, { value: '100' })
  await act(client, company.owner, id, 'win')
  return id
}
const lost = async (client: ApiClient, company: Company) => {
  const id = await makeDeal(company, { value: '100' })
  await act(client, company.owner, id, 'lose', { lost_reason: 'Price' })
  return id
}
const closed: Answer = { status: 409, code: 'deal_closed' }
const converted: Answer = { status: 409, code: 'lead_already_converted' }
const unprocessable: Answer = { status: 422 }

/** A record is associated with others whatever state it is in. */
const ASSOCIATIONS = ['PUT', 'DELETE'].map((method) => `${method} /associations/:other/:other_id`)

/** Whatever state a deal is in, its lines are written as its value is, and one without lines has no quotes. */
const LINES_AND_QUOTES: Settled['answers'] = {
  'POST /lines': { ...unprocessable, body: {} },
  'PUT /lines/:related_id': { status: 404 },
  'PATCH /lines/:related_id': { status: 404 },
  'DELETE /lines/:related_id': { status: 404 },
  'POST /quotes': { ...unprocessable, body: {} },
  'PUT /quotes/:related_id': { status: 404 },
  'PATCH /quotes/:related_id': { status: 404 },
  'DELETE /quotes/:related_id': { status: 404 },
}

const SETTLED: readonly Settled[] = [
  {
    state: 'a converted lead',
    noun: 'leads',
    make: async (client, company) => {
      const id = await makeLead(company, { email: 'ada@example.com' })
      const response = await api(client, company.owner).post(`/api/leads/${id}/convert/`)
      response.assertStatus(201)
      return id
    },
    answers: {
      'POST /qualify': converted,
      'POST /disqualify': converted,
      'POST /assign': converted,
      'POST /convert': converted,
      'POST /convert/preview': converted,
      'PUT /score': { ...converted, body: { score: 50 } },
      'DELETE /score': { status: 200, same: true },
      'PATCH': [
        { ...converted, body: { name: 'Other' } },
        { ...converted, body: { qualification_status: 'new' } },
        { ...converted, body: { assigned_to_id: null, estimated_value: '5' } },
      ],
      'PUT': { ...converted, body: { name: 'Other' } },
      'POST /restore': { status: 404 },
    },
    open: [...ASSOCIATIONS, 'POST /unconvert', 'DELETE'],
  },
  {
    state: 'a lead that is not converted',
    noun: 'leads',
    make: (_client, company) => makeLead(company),
    answers: {
      'POST /unconvert': { status: 409, code: 'lead_not_converted' },
      'POST /convert/preview': { status: 200, body: {} },
      'PATCH': { ...unprocessable, body: { qualification_status: 'converted' } },
      'PUT': { ...unprocessable, body: { qualification_status: 'converted' } },
      'DELETE /score': { status: 200, same: true },
      'POST /restore': { status: 404 },
    },
    open: [
      ...ASSOCIATIONS,
      'POST /qualify',
      'POST /disqualify',
      'POST /assign',
      'POST /convert',
      'PUT /score',
      'DELETE',
    ],
  },
  {
    state: 'a won deal',
    noun: 'deals',
    make: won,
    answers: {
      ...LINES_AND_QUOTES,
      'POST /move_stage': closed,
      'POST /win': { status: 200, same: true },
      'POST /mark_won': { status: 200, same: true },
      'POST /lose': closed,
      'POST /mark_lost': closed,
      'PATCH': [
        { ...unprocessable, body: { probability: '50' } },
        { ...unprocessable, body: { actual_close_date: null } },
        { ...unprocessable, body: { lost_reason: 'Price' } },
        { ...unprocessable, body: { status: 'open' } },
        { ...unprocessable, body: { is_won: false } },
      ],
      'PUT': { ...unprocessable, body: { probability: '0' } },
      'POST /restore': { status: 404 },
    },
    open: [...ASSOCIATIONS, 'POST /reopen', 'DELETE'],
  },
  {
    state: 'a lost deal',
    noun: 'deals',
    make: lost,
    answers: {
      ...LINES_AND_QUOTES,
      'POST /move_stage': closed,
      'POST /win': closed,
      'POST /mark_won': closed,
      'POST /lose': { status: 200, same: true },
      'POST /mark_lost': { status: 200, same: true },
      'PATCH': [
        { ...unprocessable, body: { probability: '50' } },
        { ...unprocessable, body: { lost_reason: null } },
        { ...unprocessable, body: { actual_close_date: null } },
        { ...unprocessable, body: { is_lost: false } },
      ],
      'PUT': { ...unprocessable, body: { probability: '100' } },
      'POST /restore': { status: 404 },
    },
    open: [...ASSOCIATIONS, 'POST /reopen', 'DELETE'],
  },
  {
    state: 'an open deal',
    noun: 'deals',
    make: (_client, company) => makeDeal(company),
    answers: {
      ...LINES_AND_QUOTES,
      'POST /reopen': { status: 200, same: true },
      'POST /lose': { ...unprocessable, body: {} },
      'POST /mark_lost': { ...unprocessable, body: {} },
      'PATCH': [
        { ...unprocessable, body: { actual_close_date: '2026-01-31' } },
        { ...unprocessable, body: { lost_reason: 'Price' } },
        { ...unprocessable, body: { probability: '101' } },
      ],
      'PUT': { ...unprocessable, body: { is_won: true } },
      'POST /restore': { status: 404 },
    },
    open: [...ASSOCIATIONS, 'POST /move_stage', 'POST /win', 'POST /mark_won', 'DELETE'],
  },
  {
    state: 'the default pipeline',
    noun: 'pipelines',
    make: async (client, company) => (await defaultPipeline(client, company.owner)).id,
    answers: {
      'DELETE': { status: 409, code: 'default_pipeline' },
      'POST /set_default': { status: 200, same: true },
      'POST /reorder_stages': { ...unprocessable, body: { stage_ids: [] } },
      'POST /stages/reorder': { ...unprocessable, body: { stage_ids: [] } },
      'PATCH': [
        { status: 409, code: 'default_pipeline', body: { is_default: false } },
        { status: 409, code: 'default_pipeline', body: { is_active: false } },
      ],
      'PUT': { status: 409, code: 'default_pipeline', body: { is_active: false } },
      'POST /restore': { status: 404 },
    },
    open: [],
  },
  {
    state: 'the last won stage of a pipeline',
    noun: 'pipeline-stages',
    make: async (client, company) =>
      stageNamed(await defaultPipeline(client, company.owner), 'Closed Won').id,
    answers: {
      'DELETE': { status: 409 },
      'PATCH': [
        { status: 409, body: { type: 'open' } },
        { status: 409, body: { is_active: false } },
        { ...unprocessable, body: { probability: '50' } },
      ],
      'PUT': { status: 409, body: { type: 'lost' } },
      'POST /restore': { status: 404 },
    },
    open: ['POST /reorder'],
  },
  {
    state: 'a terminated employee',
    noun: 'employees',
    make: async (client, company) => {
      const id = await makeEmployee(company)
      await api(client, company.owner).post(`/api/employees/${id}/terminate/`)
      return id
    },
    answers: {
      'POST /terminate': [
        { status: 200, same: true },
        { ...unprocessable, body: { reassign_to: '00000000-0000-7000-8000-000000000000' } },
      ],
      'PATCH': { ...unprocessable, body: { hire_date: '2999-01-01' } },
      'PUT': { ...unprocessable, body: { termination_date: '2020-01-01' } },
      'POST /restore': { status: 404 },
    },
    open: ['DELETE'],
  },
]

/** Each resource whose records can be deleted, with one that is. */
const DELETED: Readonly<Record<string, Settled['make']>> = {
  'customers': (_client, company) => makeCustomer(company),
  'leads': (_client, company) => makeLead(company),
  'deals': (_client, company) => makeDeal(company),
  'employees': (_client, company) => makeEmployee(company),
  'vendors': (_client, company) => makeVendor(company),
  'pipelines': async (client, company) => (await makePipeline(client, company.owner)).id,
  'pipeline-stages': async (client, company) =>
    stageNamed(await defaultPipeline(client, company.owner), 'Proposal').id,
  'products': async (client, company) => {
    const response = await api(client, company.owner).post('/api/products/', { name: 'Chair' })
    return response.body().id
  },
  'lost-reasons': async (client, company) => {
    const response = await api(client, company.owner).post('/api/lost-reasons/', { name: 'Price' })
    return response.body().id
  },
}

/** The routes of a noun that name a record, as `POST /win`. */
function routesOf(noun: string): string[] {
  const prefix = `/api/${noun}/:id`
  return unversionedRoutes()
    .filter(({ pattern }) => pattern === prefix || pattern.startsWith(`${prefix}/`))
    .map(({ method, pattern }) => `${method} ${pattern.slice(prefix.length)}`.trim())
}

/** Something that would be done if the record were there and free. */
function bodyFor(noun: string, route: string, employee: string): Body {
  if (route.includes('reorder')) return noun === 'pipelines' ? { stage_ids: [] } : { order: 1 }
  if (/lose|lost/.test(route)) return { lost_reason: 'Other' }
  if (route === 'POST /assign') return { assigned_to_id: employee }
  if (route === 'PUT /score') return { score: 50 }
  if (/^(PUT|PATCH)$/.test(route)) return noun === 'deals' ? { title: 'Other' } : { name: 'Other' }
  return {}
}

/** Files and pictures are kept with a record whatever has become of it. */
const ALWAYS_OPEN = [
  'POST /attachments',
  ...['avatar', 'logo'].flatMap((image) => [`PUT /${image}`, `DELETE /${image}`]),
]

/** A refusal may be written down, and nothing else. */
const stateOf = (company: Company) => digestOf(company, ['audit_events'])

test.group('Settled records | walk', () => {
  test('{state}: each route answers what it must, and changes nothing')
    .with([...SETTLED])
    .run(async ({ client, assert }, { noun, make, answers, open }) => {
      const company = await makeCompany()
      const employee = await makeEmployee(company)
      const id = await make(client, company)
      const before = await stateOf(company)
      const known = new Set([...Object.keys(answers), ...open, ...ALWAYS_OPEN])
      assert.deepEqual(
        routesOf(noun).filter((route) => !route.startsWith('GET') && !known.has(route)),
        [],
        'Say what these do'
      )

      for (const [route, expected] of Object.entries(answers)) {
        const [method = '', rest = ''] = route.split(' ')
        for (const answer of Array.isArray(expected) ? expected : [expected]) {
          const response = await client
            .request(`/api/${noun}/${id}${rest}/`, method)
            .bearerToken(company.owner.token)
            .json(answer.body ?? bodyFor(noun, route, employee))
          const said = `${route} ${JSON.stringify(answer)}: ${response.text()}`
          assert.equal(response.status(), answer.status, said)
          if (answer.code) assert.equal(response.body().code, answer.code, said)
          assert.deepEqual(await stateOf(company), before, said)
        }
      }
    })

  test('a deleted record is absent for every route but the one that brings it back: {0}')
    .with(Object.entries(DELETED))
    .run(async ({ client, assert }, [noun, make]) => {
      const company = await makeCompany()
      const employee = await makeEmployee(company)
      const id = await make(client, company)
      const request = api(client, company.owner)
      const gone = await request.delete(`/api/${noun}/${id}/`)
      gone.assertStatus(204)
      const before = await stateOf(company)
      const routes = routesOf(noun).filter((route) => route !== 'POST /restore')
      assert.isAbove(routes.length, 3)

      for (const route of routes) {
        const [method = '', rest = ''] = route.split(' ')
        const response = await client
          .request(`/api/${noun}/${id}${rest}/`, method)
          .bearerToken(company.owner.token)
          .json(method === 'GET' ? {} : bodyFor(noun, route, employee))
        assert.equal(response.status(), 404, `${route}: ${response.text()}`)
      }
      assert.deepEqual(await stateOf(company), before)
      const back = await request.post(`/api/${noun}/${id}/restore/`)
      back.assertStatus(200)
    })
})
