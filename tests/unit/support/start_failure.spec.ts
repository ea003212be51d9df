import { test } from '@japa/runner'
import { EmbeddedPostgresFailure } from '#embedded_postgres/failure'
import { StartupError } from '#core/health/startup_error'
import { describeStartFailure } from '#core/health/start_failure'

test.group('Start failure', () => {
  test('says which port is taken and what to do', ({ assert }) => {
    const error = Object.assign(new Error('listen EADDRINUSE'), {
      code: 'EADDRINUSE',
      address: '127.0.0.1',
      port: 8000,
    })
    const sentence = describeStartFailure(error)
    assert.include(sentence, 'The port 8000 of 127.0.0.1 is taken')
    assert.include(sentence, 'PORT=')
  })

  test('lists the reasons of a refusal', ({ assert }) => {
    const sentence = describeStartFailure(
      new StartupError('Not safe in production:', ['One.', 'Two.'])
    )
    assert.equal(sentence, 'Not safe in production:\n  - One.\n  - Two.')
  })

  test('passes on what the embedded PostgreSQL says', ({ assert }) => {
    assert.equal(describeStartFailure(new EmbeddedPostgresFailure('Because.')), 'Because.')
  })

  test('leaves defects of ours to their stack', ({ assert }) => {
    assert.isNull(describeStartFailure(new TypeError('x is not a function')))
    assert.isNull(describeStartFailure('thrown text'))
  })
})
