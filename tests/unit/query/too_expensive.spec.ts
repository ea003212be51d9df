import { test } from '@japa/runner'
import customers from '#plugins/customers/resources/customers'
import { Identity } from '#core/access/identity'
import { Read } from '#core/database/read'
import type { Condition } from '#core/resources/query/condition_tree'
import { refusingExpensive } from '#core/resources/query/too_expensive'

const about = { resource: customers, caller: Identity.ofSystem(null, null) }

/** What a statement fails with that has had its time. */
const canceled = Object.assign(new Error('canceling statement'), { code: '57014' })

const failing = (error: Error, filters: readonly Condition[]) =>
  refusingExpensive(
    Read.of({ text: 'SELECT 1', values: [] }, () => null),
    about,
    filters
  ).run(() => Promise.reject(error))

test.group('Questions | cost', () => {
  test('what takes too long is refused, naming a condition that no index serves', async ({
    assert,
  }) => {
    const filters: Condition[] = [
      { name: 'status', operator: 'eq', operand: 'active', at: 'where.and[0].status' },
      {
        any: [
          { name: 'city', operator: 'eq', operand: 'Rome', at: 'where.and[1].or[0].city' },
          { name: 'name', operator: 'contains', operand: 'x', at: 'where.and[1].or[1].name' },
        ],
      },
    ]
    const problem = await failing(canceled, filters).catch((error: unknown) => error)
    assert.containsSubset(problem, {
      status: 422,
      code: 'query_too_expensive',
      extra: { parameter: 'where.and[1].or[1].name' },
    })
    await assert.rejects(() => failing(new Error('another'), filters), 'another')
  })
})
