import { test } from '@japa/runner'
import { restartIssues } from '#core/health/checks/database'

test.group('Doctor | restarts of the embedded server', () => {
  test('are told, with their number and the last of them, and nothing where there were none', ({
    assert,
  }) => {
    const times = ['2026-03-02T09:00:00.000Z', '2026-03-02T11:30:00.000Z']
    const [issue, ...others] = restartIssues(times.map((time) => new Date(time)))

    assert.isEmpty(others)
    assert.equal(issue?.level, 'warning')
    assert.include(issue?.sentence, 'died and was started again, 2 times within 24 hours')
    assert.include(issue?.sentence, 'last at 2026-03-02T11:30:00.000Z')
    assert.deepEqual(restartIssues([]), [])
  })
})
