import { test } from '@japa/runner'
import { databaseProblem } from '#core/http/exceptions/database_problem'

test.group('Exceptions | database problem', () => {
  test('R-72: a database without a connection to spare is busy, and no defect', ({ assert }) => {
    for (const message of [
      'Knex: Timeout acquiring a connection. The pool is probably full.',
      'Connection terminated unexpectedly',
      'Client has encountered a connection error and is not queryable',
    ]) {
      const problem = databaseProblem(new Error(message))
      assert.containsSubset(problem, { status: 503, code: 'try_again' })
      assert.property(problem?.headers, 'Retry-After')
    }
  })

  test('a unit of work that waited too long is busy, and no defect', ({ assert }) => {
    const error = Object.assign(
      new Error('terminating connection due to idle-in-transaction timeout'),
      { severity: 'FATAL', code: '25P03' }
    )

    assert.containsSubset(databaseProblem(error), { status: 503, code: 'try_again' })
  })

  test('anything else without a code is a defect', ({ assert }) => {
    assert.isNull(databaseProblem(new Error('x is not a function')))
  })
})
