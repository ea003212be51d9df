import { test } from '@japa/runner'
import { Problem } from '#core/http/exceptions/problem'
import { type Holder, Places, readShares } from '#core/http/shares'

const WORDS = { own: 'Yours are taken.', all: 'All are taken.' }

test.group('Shares', () => {
  const of = (callerId: string, organizationId: string | null): Holder => ({
    callerId,
    organizationId,
  })

  const statusOf = (take: () => unknown): number => {
    try {
      take()
      return 200
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return error.status
    }
  }

  test('a caller and an organization take their own, and no one takes all', ({ assert }) => {
    const places = new Places({ caller: 1, organization: 2, all: 3 }, WORDS)
    places.take(of('ann', 'acme'))
    assert.equal(
      statusOf(() => places.take(of('ann', 'acme'))),
      429
    )
    assert.equal(
      statusOf(() => places.take(of('ann', 'globex'))),
      429
    )
    places.take(of('bob', 'acme'))
    assert.equal(
      statusOf(() => places.take(of('cid', 'acme'))),
      429
    )
    places.take(of('root', null))
    assert.equal(
      statusOf(() => places.take(of('dan', 'globex'))),
      503
    )
    assert.equal(places.taken, 3)
  })

  test('a place that is given back twice is one place', ({ assert }) => {
    const places = new Places({ caller: 2, organization: 2, all: 2 }, WORDS)
    const leave = places.take(of('ann', 'acme'))
    places.take(of('ann', 'acme'))
    leave()
    leave()
    assert.equal(places.taken, 1)
    assert.equal(
      statusOf(() => places.take(of('ann', 'acme'))),
      200
    )
    assert.equal(
      statusOf(() => places.take(of('ann', 'acme'))),
      429
    )
  })

  test('are written as three numbers, and nothing else', ({ assert }) => {
    assert.deepEqual(readShares('S', '2/4/32'), { caller: 2, organization: 4, all: 32 })
    for (const text of ['', '2', '2/4', '2/4/x', '0/4/32', '2/4/32/1', 'off']) {
      assert.throws(() => readShares('S', text), /S is ".*"\. Write 2\/4\/32/)
    }
  })
})
