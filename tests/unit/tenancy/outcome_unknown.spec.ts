import { test } from '@japa/runner'
import { DatabaseError } from 'pg'
import { leavesOutcomeOpen } from '#core/database/outcome_unknown'

function refusal(code: string, severity: string): DatabaseError {
  return Object.assign(new DatabaseError('', 0, 'error'), { code, severity })
}

test.group('Tenancy | outcome unknown', () => {
  test('a session that ends during a commit leaves it open, in whichever language that is said', ({
    assert,
  }) => {
    for (const code of ['57P01', '57P02', '57P03', '08006', '08P01']) {
      for (const severity of ['FATAL', 'SCHWERWIEGEND', 'КРИТИЧНО']) {
        assert.isTrue(leavesOutcomeOpen(refusal(code, severity)), code)
      }
    }
  })

  test('a refusal, and a session that had ended before, have kept nothing', ({ assert }) => {
    for (const code of ['23505', '40001', '25P02', '25P03', '25P04', '57014', '53100']) {
      assert.isFalse(leavesOutcomeOpen(refusal(code, 'ERROR')), code)
    }
    const isClosed = new Error('Client was closed and is not queryable')
    assert.isFalse(leavesOutcomeOpen(isClosed))
    assert.isTrue(leavesOutcomeOpen(new Error('Connection terminated unexpectedly')))
  })
})
