import { once } from 'node:events'
import { Socket, createServer } from 'node:net'
import { test } from '@japa/runner'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import { outageOf } from '#core/http/exceptions/outage'
import { toProblem } from '#core/http/exceptions/to_problem'
import { pluginProblem } from '#core/plugins/error_boundary'
import { CONNECTION_SETTINGS, noteDatabaseError } from '#core/database/connection_health'

function postgres(code: string, message = 'it does not work') {
  const error = Object.assign(new Error(message), { severity: 'ERROR', code })
  noteDatabaseError(error)
  return error
}

/** The error of a socket that no one answers. */
async function refused(socket: Socket): Promise<Error> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object(server.address())
  server.close()
  await once(server, 'close')
  const failed = once(socket, 'error')
  socket.connect(Number(port), '127.0.0.1')
  const [error] = await failed
  return error
}

const CODES = {
  try_again: [
    ...['08000', '08001', '08003', '08006', '08P01', '25P03', '25P04', '40003'],
    ...['53000', '53200', '53300', '53400', '57014', '57P01', '57P02', '57P03', '57P05'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'],
  ],
  storage_full: ['53100', '58000', '58030'],
  read_only: ['25006'],
}

/** Of records that others are changing: the database is well. */
const CONTENDED = ['40001', '40P01', '55P03']

/** The ways in which an error arrives. */
const WRAPPINGS: Readonly<Record<string, (error: Error) => unknown>> = {
  'as it is': (error) => error,
  'with its statement before it, as knex does': (error) => {
    error.message = `insert into "customers" ("name") values ($1) - ${error.message}`
    return error
  },
  'as the cause of another': (error) => new Error('It failed', { cause: error }),
  'as the cause of a cause': (error) =>
    new Error('It failed', { cause: new Error('Because', { cause: error }) }),
  'as one of several': (error) => new AggregateError([new Error('one'), error], 'All failed'),
}

test.group('Exceptions | outage', () => {
  for (const [wrapping, wrap] of Object.entries(WRAPPINGS)) {
    for (const [code, states] of Object.entries(CODES)) {
      test(`is 503 ${code} with a Retry-After, ${wrapping}`, ({ assert }) => {
        for (const state of states) {
          const problem = toProblem(wrap(postgres(state)))
          assert.containsSubset(problem, { status: 503, code }, state)
          assert.match(problem.headers['Retry-After'] ?? '', /^\d+$/)
          assert.equal(outageOf(wrap(postgres(state)))?.reason, state)
        }
      })
    }

    test(`is 409 try_again with a Retry-After where others change the same records, ${wrapping}`, ({
      assert,
    }) => {
      for (const state of CONTENDED) {
        const problem = toProblem(wrap(postgres(state)))
        assert.containsSubset(problem, { status: 409, code: 'try_again' }, state)
        assert.match(problem.headers['Retry-After'] ?? '', /^\d+$/)
      }
    })

    test(`is 503 when the driver says so without a code, ${wrapping}`, ({ assert }) => {
      for (const message of [
        'Knex: Timeout acquiring a connection. The pool is probably full.',
        'Connection terminated unexpectedly',
        'Connection terminated',
        'Client has encountered a connection error and is not queryable',
        'Query read timeout',
        'timeout exceeded when trying to connect',
        'Unable to acquire a connection',
      ]) {
        assert.containsSubset(toProblem(wrap(new Error(message))), {
          status: 503,
          code: 'try_again',
        })
      }
    })
  }

  test('is not what a client has written, though it reads like one', ({ assert }) => {
    const error = postgres('22P02', 'invalid input syntax: "- Connection terminated"')
    assert.isNull(outageOf(error))
    assert.containsSubset(databaseProblem(error), { status: 422 })
  })

  test('is not a defect: a missing table, a wrong call, a corrupt page', ({ assert }) => {
    for (const error of [
      postgres('42P01'),
      postgres('42601'),
      postgres('XX001'),
      new TypeError('fetch failed', { cause: postgres('ECONNREFUSED') }),
      new Error('x is not a function'),
    ]) {
      assert.isNull(outageOf(error))
      assert.equal(toProblem(error).status, 500)
    }
  })

  test('is what the sockets of the driver say, and not what any other says', async ({ assert }) => {
    const ours = await refused(CONNECTION_SETTINGS.stream())
    const foreign = await refused(new Socket())

    assert.containsSubset(toProblem(ours), { status: 503, code: 'try_again' })
    for (const error of [foreign, new Error('It failed', { cause: foreign })]) {
      assert.isNull(outageOf(error))
      assert.equal(toProblem(error).status, 500)
    }
  })

  test('says of a disk that fails nothing that is untrue of reads', ({ assert }) => {
    for (const code of ['58000', '58030']) {
      assert.notMatch(outageOf(postgres(code))?.problem.message ?? 'written', /written/)
    }
  })

  test('ends at errors that refer to each other in a circle', ({ assert }) => {
    const [one, other] = [new Error('one'), new Error('other')]
    one.cause = other
    other.cause = one
    assert.isNull(outageOf(one))
  })

  test('says nothing of the statement to the log', ({ assert }) => {
    const error = new Error('select "secret" from "x" - Connection terminated unexpectedly')
    assert.equal(outageOf(error)?.reason, 'Connection terminated')
  })

  test('is no fault of the plugin whose code met it', ({ assert }) => {
    const plugin = { id: 'loyalty', version: '1.0.0' }
    assert.containsSubset(pluginProblem(plugin, 'customers:create', postgres('57P01')), {
      status: 503,
    })
    assert.containsSubset(pluginProblem(plugin, 'customers:create', postgres('23514')), {
      status: 500,
      code: 'plugin_failed',
      extra: { plugin: 'loyalty' },
    })
    assert.containsSubset(pluginProblem(plugin, 'customers:create', postgres('23505')), {
      status: 409,
      code: 'already_exists',
      extra: { plugin: 'loyalty' },
    })
  })
})
