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

  test('what others refer to is in use, by the words of PostgreSQL or by the statement', ({
    assert,
  }) => {
    const constraint = 'catalogue_lines_organization_id_product_id_fkey'
    const refusalOf = (message: string, code = '23503') =>
      databaseProblem(
        Object.assign(new Error(message), {
          ...{ severity: 'ERROR', code, table: 'catalogue_lines', constraint },
        })
      )
    for (const refused of [
      refusalOf(`update or delete on table "catalogue_products" violates "${constraint}"`),
      refusalOf(`delete from "catalogue_products" where "id" = $1 - verletzt "${constraint}"`),
      refusalOf('violates RESTRICT setting', '23001'),
    ]) {
      assert.containsSubset(refused, { status: 409, code: 'in_use' })
    }
    const absent = refusalOf(`insert or update on table "catalogue_lines" violates "${constraint}"`)
    assert.containsSubset(absent, { status: 422, code: 'validation_failed' })
  })

  test('anything else without a code is a defect', ({ assert }) => {
    assert.isNull(databaseProblem(new Error('x is not a function')))
  })
})
