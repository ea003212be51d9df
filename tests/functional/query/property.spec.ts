import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { RELATIVE_TIMES } from '#core/calendar/relative_time'
import { api } from '#tests/support/api'
import { restoreClock, setClock } from '#tests/support/clock'
import { makeCustomers } from '#tests/support/customers'
import { defaultPipeline, inDatabase, makeDeals } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'
import { type PlainRecord, PlainQuery, type Tree } from '#tests/support/plain_query'

/** Its clocks are set back an hour after midnight in November, and its fiscal year begins in April. */
const ZONE = 'America/New_York'
const FISCAL_MONTH = 4
const NOW = DateTime.fromISO('2026-11-01T05:30:00.000Z')

/** Around midnights there, the night of the clocks, and the ends of months, quarters and years. */
const MOMENTS = [
  '2026-11-01T03:59:59.999Z',
  '2026-11-01T04:00:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2026-11-02T04:59:59.999Z',
  '2026-10-01T03:59:59.999Z',
  '2026-10-01T04:00:00.000Z',
  '2026-04-01T03:59:59.999Z',
  '2026-04-01T04:00:00.000Z',
  '2026-01-01T04:59:59.000Z',
  '2025-12-31T23:00:00.000Z',
]
const DAYS = ['2026-10-31', '2026-11-01', '2026-09-30', '2026-04-01', '2026-03-31', '2026-02-28']
const VALUES = ['0', '100', '100', '250.5', '99999.99', '250.5']
const SOURCES = ['Web', 'wéb shop', 'a,b', '100%', 'Fair_2']
const TAGS = ['hot', 'eu', 'new']

/** Values that fields are compared with; those of the records, and others. */
const OPERANDS = {
  status: { kind: 'text', values: ['open', 'won', 'lost'] },
  priority: { kind: 'text', values: ['low', 'medium', 'high'] },
  currency: { kind: 'text', values: ['EUR', 'USD', 'JPY'] },
  source: { kind: 'text', values: SOURCES },
  value: { kind: 'number', values: ['0', '100', '250.5', '300', '-1'] },
  probability: { kind: 'number', values: ['0', '10', '50', '100'] },
  expected_close_date: { kind: 'date', values: DAYS },
  created_at: { kind: 'timestamp', values: [...MOMENTS, ...DAYS] },
  is_won: { kind: 'boolean', values: [true, false] },
  tags: { kind: 'texts', values: TAGS },
} as const

const RELATED = {
  'stage.type': { kind: 'text', values: ['open', 'won', 'lost'] },
  'stage.probability': { kind: 'number', values: ['0', '10', '50', '100'] },
  'customer.industry': { kind: 'text', values: ['Steel', 'Food'] },
  'customer.rating': { kind: 'number', values: ['1', '3', '5'] },
} as const

interface Compared {
  readonly kind: 'text' | 'number' | 'date' | 'timestamp' | 'boolean' | 'texts'
  readonly values: readonly (string | boolean)[]
}

const KINDS = Object.fromEntries(
  Object.entries({ ...OPERANDS, ...RELATED, rating: RELATED['customer.rating'] }).map(
    ([name, { kind }]) => [name, kind]
  )
)

const ORDERED = ['gt', 'gte', 'lt', 'lte']
const CHOOSING = ['in', 'nin']

/** A comparison of a field, by any of its operators. */
function leaf(name: string, { kind, values }: Compared, isFlat = false): fc.Arbitrary<Tree> {
  const value = fc.constantFrom(...values)
  const list = fc.array(value, { maxLength: 3 })
  const isNull = fc.boolean().map((operand) => ({ is_null: operand }))
  const by = (operators: readonly string[], operand: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...operators), operand).map(([each, given]) => ({ [each]: given }))
  const relative = fc.record({
    relative: fc.constantFrom(...RELATIVE_TIMES),
    offset: fc.integer({ min: -4, max: 4 }),
  })
  const isTime = kind === 'date' || kind === 'timestamp'
  const isText = kind === 'text' && name.endsWith('source')
  return fc
    .oneof(
      isNull,
      ...(kind === 'texts' ? [by(['contains'], value)] : [by(['eq', 'ne'], value)]),
      ...(['texts', 'boolean', 'timestamp'].includes(kind) ? [] : [by(CHOOSING, list)]),
      ...(isTime || kind === 'number' ? [by(ORDERED, value)] : []),
      ...(isText
        ? [by(['contains', 'starts_with'], fc.constantFrom('W', 'web', '%', '_', 'é'))]
        : []),
      ...(isTime && !isFlat ? [by(ORDERED, relative)] : [])
    )
    .map((comparison) => ({ [name]: comparison }))
}

const own = (isFlat: boolean) =>
  Object.entries(OPERANDS).map(([name, operand]) => leaf(name, operand, isFlat))

/** Trees over deals and what they refer to. */
const trees = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
  leaf: fc.oneof(...own(false), ...Object.entries(RELATED).map(([name, each]) => leaf(name, each))),
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('tree').map((not) => ({ not }))
  ),
})).tree

const flat = fc.uniqueArray(fc.oneof(...own(true)), {
  maxLength: 3,
  selector: (each) => Object.keys(each).join(),
})

const orderings = fc.uniqueArray(
  fc.constantFrom(
    '-value',
    'expected_close_date',
    '-priority',
    'status',
    'created_at',
    '-probability'
  ),
  { maxLength: 3, selector: (key) => key.replace('-', '') }
)

/** A conjunction as the parameters of a list say it. */
function parametersOf(conditions: readonly Tree[], ordering: readonly string[]): string {
  const query = new URLSearchParams({ page_size: '100', fields: 'id', ordering: ordering.join() })
  for (const condition of conditions) {
    for (const [name, comparison] of Object.entries(condition)) {
      for (const [operator, operand] of Object.entries(Object(comparison))) {
        const text = Array.isArray(operand)
          ? operand.map((each) => String(each).replaceAll(/[\\,]/g, '\\$&')).join()
          : String(operand)
        query.set(`${name}[${operator}]`, text)
      }
    }
  }
  return query.toString()
}

const idsIn = (body: { results: readonly { id: string }[] }) => body.results.map(({ id }) => id)

/** Sixty deals with ties, absent values, and moments at which the calendar matters. */
async function makeData(client: ApiClient, acme: Company) {
  const { get, patch } = api(client, acme.owner)
  const settings = { time_zone: ZONE, fiscal_year_start_month: FISCAL_MONTH }
  const changed = await patch(`/api/organizations/${acme.id}/`, settings)
  changed.assertStatus(200)
  const pick = <T>(from: readonly T[], number: number): T | null =>
    number % (from.length + 1) === 0 ? null : (from[number % from.length] ?? null)
  const customers = await makeCustomers(acme, 6, (number) => ({
    industry: pick(['Steel', 'Food'], number),
    rating: pick(['1', '3', '5'], number),
  }))
  const pipeline = await defaultPipeline(client, acme.owner)
  const open = pipeline.stages.filter(({ type }) => type === 'open')
  const ids = await makeDeals(acme, 60, (number) => ({
    title: `Deal ${number % 20}`,
    value: number % 11 === 0 ? pick(['100', '700'], number) : pick(VALUES, number),
    currency: ['EUR', 'USD', 'EUR', 'JPY'][number % 4],
    ...(number % 4 === 3 && { value: String((number * 100) % 1100) }),
    priority: ['low', 'medium', 'high'][number % 3],
    source: pick(SOURCES, number),
    tags: TAGS.slice(number % 4),
    expected_close_date: pick(DAYS, number),
    customer_id: pick(customers, number),
    stage_id: open[number % open.length]?.id,
  }))
  for (const [index, id] of ids.entries()) {
    if (index % 5 === 1) await api(client, acme.owner).post(`/api/deals/${id}/win/`)
    if (index % 7 === 2) {
      await api(client, acme.owner).post(`/api/deals/${id}/lose/`, { lost_reason: 'Price' })
    }
  }
  await inDatabase(
    acme,
    `UPDATE deals SET created_at = ($2::timestamptz[])[1 + array_position($1::uuid[], id) % $3]
     WHERE id = ANY($1::uuid[])`,
    [ids, MOMENTS, MOMENTS.length]
  )
  const shown = async (path: string): Promise<Tree[]> => (await get(path)).body().results
  const related = await shown('/api/customers/?page_size=100&fields=id,industry,rating')
  const byId = new Map([...related, ...pipeline.stages].map((each) => [Object(each).id, each]))
  const records = (
    await shown(
      '/api/deals/?page_size=100&fields=id,status,priority,currency,source,value,probability,' +
        'expected_close_date,created_at,is_won,tags,customer_id,stage_id,expected_revenue'
    )
  ).map((deal): PlainRecord => ({
    ...deal,
    customer: byId.get(String(deal.customer_id)) ?? null,
    stage: byId.get(String(deal.stage_id)) ?? null,
  }))
  return { records, customers: related }
}

test.group('Questions | against a plain evaluation', (group) => {
  restoreClock(group)

  test('parameters, trees and memory select the same records in the same order, and groups are what they come to', async ({
    client,
    assert,
  }) => {
    setClock(NOW)
    const acme = await makeCompany()
    const { post, get } = api(client, acme.owner)
    const { records, customers } = await makeData(client, acme)
    const plain = new PlainQuery(
      KINDS,
      { zone: ZONE, fiscalMonth: FISCAL_MONTH, now: NOW },
      (of, name) =>
        name === 'deals.customer' ? records.filter((deal) => deal.customer_id === of.id) : []
    )
    assert.lengthOf(records, 60)

    const expected = (where: Tree, ordering: readonly string[]) => {
      const last = ordering[0]?.startsWith('-') ? '-id' : 'id'
      return records
        .filter((record) => plain.meets(record, where))
        .toSorted((one, other) => plain.compare(one, other, [...ordering, last]))
        .map(({ id }) => String(id))
    }

    await fc.assert(
      fc.asyncProperty(flat, orderings, async (conditions, asked) => {
        const ordering = asked.length === 0 ? ['-created_at'] : asked
        const ids = expected({ and: conditions }, ordering)
        const listed = await get(`/api/deals/?${parametersOf(conditions, ordering)}`)
        listed.assertStatus(200)
        assert.deepEqual(idsIn(listed.body()), ids, 'parameters')
        const where = Object.assign({}, ...conditions)
        const asTree = await post('/api/deals/query/', {
          where,
          ordering,
          page_size: 100,
          fields: ['id'],
        })
        asTree.assertStatus(200)
        assert.deepEqual(idsIn(asTree.body()), ids, 'a tree')
        assert.equal(asTree.body().count, listed.body().count)
      }),
      { numRuns: 60 }
    )

    await fc.assert(
      fc.asyncProperty(trees, orderings, async (where, ordering) => {
        const found = await post('/api/deals/query/', {
          where,
          ordering: ordering.length === 0 ? ['id'] : ordering,
          page_size: 100,
        })
        found.assertStatus(200)
        const ids = expected(where, ordering.length === 0 ? ['id'] : ordering)
        assert.deepEqual(idsIn(found.body()), ids)
        assert.equal(found.body().count, ids.length)
      }),
      { numRuns: 120 }
    )

    await fc.assert(
      fc.asyncProperty(trees, fc.boolean(), async (where, isNegated) => {
        const has = { has: { 'deals.customer': { where } } }
        const asked = isNegated ? { not: has } : has
        const found = await post('/api/customers/query/', { where: asked, page_size: 100 })
        found.assertStatus(200)
        const ids = customers.filter((each) => plain.meets(each, asked)).map(({ id }) => String(id))
        assert.sameMembers(idsIn(found.body()), ids)
      }),
      { numRuns: 40 }
    )

    await fc.assert(
      fc.asyncProperty(trees, groupings, async (where, group_by) => {
        const measures = [
          { count: true },
          { sum: 'value' },
          { avg: 'probability' },
          { max: 'created_at' },
          { count_distinct: 'customer_id' },
        ]
        const answer = await post('/api/deals/aggregate/', {
          where,
          group_by,
          measures,
          limit: 1000,
        })
        answer.assertStatus(200)
        const matching = records.filter((record) => plain.meets(record, where))
        assert.deepEqual(answer.body().groups, reckoned(plain, matching, group_by))
        assert.isFalse(answer.body().truncated)
      }),
      { numRuns: 60 }
    )
  }).timeout(120_000)
})

interface Grouping {
  readonly field: string
  readonly by?: string
}

const periods = fc.constantFrom('day', 'week', 'month', 'quarter', 'year')
const groupings = fc.uniqueArray(
  fc.oneof(
    fc
      .constantFrom(
        'status',
        'priority',
        'currency',
        'expected_close_date',
        'stage.type',
        'customer.industry'
      )
      .map((field): Grouping => ({ field })),
    fc
      .tuple(fc.constantFrom('created_at', 'expected_close_date'), periods)
      .map(([field, by]): Grouping => ({ field, by }))
  ),
  { maxLength: 3, selector: ({ field }) => field }
)

/** The groups of records, and what they come to, in the order of their keys. */
function reckoned(plain: PlainQuery, records: readonly PlainRecord[], asked: readonly Grouping[]) {
  const keys = asked.some(({ field }) => field === 'currency')
    ? asked
    : [...asked, { field: 'currency' }]
  const keyOf = (record: PlainRecord) =>
    keys.map(({ field, by }) => {
      const value = plain.value(record, field)
      return value === null || by === undefined ? value : plain.bucket(field, value, by)
    })
  const groups = Map.groupBy(records, (record) => JSON.stringify(keyOf(record)))
  const names = keys.map(({ field }) => field)
  return [...groups.values()]
    .map((group) => ({ key: keyOf(group[0] ?? {}), group }))
    .toSorted((one, other) => compareKeys(one.key, other.key))
    .map(({ key, group }) => {
      const values = (field: string) =>
        group.map((record) => plain.value(record, field)).filter((value) => value !== null)
      const currency = String(key[names.indexOf('currency')])
      return {
        key: Object.fromEntries(names.map((name, place) => [name, key[place]])),
        measures: {
          count: group.length,
          sum_value: rounded(sumOf(values('value')), 1n, currency === 'JPY' ? 0 : 2),
          avg_probability: rounded(sumOf(values('probability')), BigInt(group.length), 2),
          max_created_at: values('created_at').toSorted().at(-1),
          count_distinct_customer_id: new Set(values('customer_id')).size,
        },
      }
    })
}

function compareKeys(one: readonly unknown[], other: readonly unknown[]): number {
  for (const [place, first] of one.entries()) {
    const second = other[place]
    if (first === second) continue
    if (first === null || second === null) return first === null ? 1 : -1
    return String(first) < String(second) ? -1 : 1
  }
  return 0
}

/** In hundredths. */
function sumOf(values: readonly unknown[]): bigint {
  return values.reduce((sum: bigint, value) => {
    const [whole = '0', fraction = ''] = String(value).split('.')
    return sum + BigInt(`${whole}${fraction.padEnd(2, '0')}`)
  }, 0n)
}

/** A sum of hundredths that is divided, with so many decimals: halves are rounded up. */
function rounded(sum: bigint, by: bigint, decimals: number): string {
  const scale = decimals === 0 ? 100n : 1n
  const divisor = by * scale
  const digits = String((2n * sum + divisor) / (2n * divisor)).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
