import { test } from '@japa/runner'
import { SingleFlight } from '#core/support/single_flight'

test.group('Support | single flight', () => {
  test('does once what is asked for at once, and anew what is asked for afterwards', async ({
    assert,
  }) => {
    const flight = new SingleFlight<number>()
    let done = 0
    const work = async () => (done += 1)

    assert.deepEqual(await Promise.all([flight.do('a', work), flight.do('a', work)]), [1, 1])
    assert.equal(await flight.do('a', work), 2)
    assert.deepEqual(await Promise.all([flight.do('a', work), flight.do('b', work)]), [3, 4])
  })

  test('fails for all who wait for it, and is tried again by who asks next', async ({ assert }) => {
    const flight = new SingleFlight<number>()
    const failing = async () => Promise.reject(new Error('away'))

    const both = await Promise.allSettled([flight.do('a', failing), flight.do('a', failing)])

    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected']
    )
    assert.equal(await flight.do('a', async () => 1), 1)
  })
})
