import { test } from '@japa/runner'
import { Problem } from '#core/http/exceptions/problem'
import type { Holder } from '#core/http/shares'
import { type WorkLimits, WorkPlaces } from '#core/http/work_places'

const LIMITS: WorkLimits = {
  atOnce: { caller: 2, organization: 3, all: 4 },
  waiting: { caller: 2, organization: 3, all: 4 },
  waitSeconds: 0.05,
}
const of = (callerId: string, organizationId: string | null): Holder => ({
  callerId,
  organizationId,
})

/** What became of a place that was asked for. */
async function statusOf(take: () => unknown): Promise<number> {
  try {
    await take()
    return 200
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (!/^\d+$/.test(error.headers['Retry-After'] ?? '')) throw new Error('No Retry-After')
    return error.status
  }
}

test.group('Work places', () => {
  test('a free place is taken at once, without a turn of the event loop', ({ assert }) => {
    const places = new WorkPlaces(LIMITS)
    const place = places.take(of('ann', 'acme'))
    assert.notInstanceOf(place, Promise)
    assert.equal(places.taken, 1)
  })

  test('whoever has all that is theirs waits, and begins when one of theirs leaves', async ({
    assert,
  }) => {
    const places = new WorkPlaces({ ...LIMITS, waitSeconds: 5 })
    const first = await places.take(of('ann', 'acme'))
    await places.take(of('ann', 'acme'))
    let begun = false
    const third = Promise.resolve(places.take(of('ann', 'acme'))).then(() => (begun = true))
    const foreign = places.take(of('zoe', 'globex'))
    assert.notInstanceOf(foreign, Promise, 'others do not wait for it')
    assert.isFalse(begun)
    first.leave()
    await third
    assert.deepEqual([places.taken, places.waiting], [3, 0])
  })

  test('waiting ends with 429 where the places are their own, and with 503 where they are of all', async ({
    assert,
  }) => {
    const places = new WorkPlaces(LIMITS)
    await places.take(of('ann', 'acme'))
    await places.take(of('ann', 'acme'))
    assert.equal(await statusOf(() => places.take(of('ann', 'globex'))), 429, 'of the caller')
    await places.take(of('bob', 'acme'))
    assert.equal(await statusOf(() => places.take(of('cid', 'acme'))), 429, 'of the organization')
    await places.take(of('zoe', 'globex'))
    assert.equal(await statusOf(() => places.take(of('yan', 'globex'))), 503, 'of all')
    assert.equal(places.waiting, 0)
  })

  test('whoever finds too many waiting is refused at once', async ({ assert }) => {
    const places = new WorkPlaces({ ...LIMITS, waitSeconds: 60 })
    const held = [await places.take(of('ann', 'acme')), await places.take(of('ann', 'acme'))]
    const waiting = [1, 2].map(async () => places.take(of('ann', 'acme')))
    assert.equal(await statusOf(() => places.take(of('ann', 'acme'))), 429)
    for (const place of held) place.leave()
    for (const place of await Promise.all(waiting)) place.leave()
    assert.deepEqual([places.taken, places.waiting], [0, 0])
  })

  test('a place that is free goes to the organization that has the fewest, and of it to the caller who has', async ({
    assert,
  }) => {
    const places = new WorkPlaces({
      atOnce: { caller: 3, organization: 3, all: 4 },
      waiting: { caller: 9, organization: 9, all: 9 },
      waitSeconds: 5,
    })
    const order: string[] = []
    const enter = async (callerId: string, organizationId: string) => {
      const place = await places.take(of(callerId, organizationId))
      order.push(callerId)
      return place
    }
    const held = [
      await enter('ann', 'acme'),
      await enter('ann', 'acme'),
      await enter('ann', 'acme'),
    ]
    held.push(await enter('zoe', 'globex'))
    order.length = 0
    const ann = enter('ann', 'acme')
    const bob = enter('bob', 'acme')
    const zoe = enter('zoe', 'globex')
    const max = enter('max', 'initech')
    held[0]?.leave()
    await max.then((place) => place.leave())
    await zoe.then((place) => place.leave())
    await bob.then((place) => place.leave())
    await ann
    assert.deepEqual(order, ['max', 'zoe', 'bob', 'ann'])
  })

  test('a caller whose organization turns out later counts as one of it from then on', async ({
    assert,
  }) => {
    const places = new WorkPlaces(LIMITS)
    const place = await places.take(of('ann', null))
    for (const caller of ['bob', 'cid']) await places.take(of(caller, 'acme'))
    place.join('acme')
    place.join('acme')
    assert.equal(places.taken, 3)
    assert.equal(await statusOf(() => places.take(of('dan', 'acme'))), 429)
    const late = await places.take(of('eve', null))
    assert.throws(() => {
      late.join('acme')
    }, /too many requests/)
    late.leave()
    place.leave()
    assert.equal(await statusOf(() => places.take(of('dan', 'acme'))), 200)
  })

  test('a place that is left twice is one place', async ({ assert }) => {
    const places = new WorkPlaces(LIMITS)
    const place = await places.take(of('ann', 'acme'))
    await places.take(of('ann', 'acme'))
    place.leave()
    place.leave()
    assert.equal(places.taken, 1)
  })
})
