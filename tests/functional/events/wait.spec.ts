import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepEpoch } from '#core/events/epoch'
import { type Position, idAt } from '#core/events/position'
import { EventWatcher, eventWatcher } from '#core/events/watcher'
import { workPlaces } from '#core/http/work_places'
import { makeCustomer } from '#tests/support/customers'
import { latest, readPage, typesIn } from '#tests/support/event_log'
import { type Company, makeCompany } from '#tests/support/personas'

const at = (xid: number): Position => ({ epoch: 1, xid: BigInt(xid), id: idAt(xid) })
const untilWaiting = async (watcher: EventWatcher, count: number) => {
  for (let tries = 0; watcher.waiting !== count && tries < 500; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test.group('Events | wait', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a request waits for the next event, without a connection to the database', async ({
    client,
    assert,
  }) => {
    const after = await latest(client, acme.owner)
    const waiting = readPage(client, acme.owner, { after, wait: 25 })
    await untilWaiting(eventWatcher, 1)
    const { taken } = workPlaces
    await makeCustomer(acme)

    assert.equal(taken, 0)
    assert.deepEqual(typesIn((await waiting).results), ['customers.create'])
  })

  test('it answers an empty page when nothing has come, from which to go on', async ({
    client,
    assert,
  }) => {
    const after = await latest(client, acme.owner)
    const page = await readPage(client, acme.owner, { after, wait: 1 })

    assert.deepEqual(page.results, [])
    assert.isFalse(page.has_more)
    assert.isTrue(page.cursor >= after)
  })

  test('what is committed elsewhere wakes those who wait for that organization alone', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const after = await latest(client, globex.owner)
    const waiting = readPage(client, globex.owner, { after, wait: 2 })
    await untilWaiting(eventWatcher, 1)
    await makeCustomer(acme)

    assert.deepEqual((await waiting).results, [])
  })
})

test.group('Events | watcher', () => {
  const options = { milliseconds: 5_000, signal: new AbortController().signal }

  test('looks with one question for all, and only while somebody waits', async ({ assert }) => {
    const asked: ReadonlyMap<string, Position>[] = []
    const heads = new Map<string, Position>()
    const watcher = new EventWatcher(async (behind) => {
      asked.push(new Map(behind))
      return heads
    }, 1)
    const all = ['acme', 'acme', 'globex'].map((id) => watcher.wait(id, at(5), options))
    await untilWaiting(watcher, 3)
    heads.set('acme', at(7)).set('globex', at(9))

    assert.deepEqual(await Promise.all(all), [at(7), at(7), at(9)])
    assert.isTrue(asked.some((behind) => behind.size === 2))
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.isAtMost(asked.length, before + 1)
  })

  test('who waits from further on keeps no one from what is before', async ({ assert }) => {
    const heads = new Map<string, Position>()
    const watcher = new EventWatcher(async () => heads, 1)
    const behind = watcher.wait('acme', at(5), options)
    const ahead = watcher.wait('acme', at(8), options)
    heads.set('acme', at(7))

    assert.deepEqual(await behind, at(7))
    heads.set('acme', at(9))
    assert.deepEqual(await ahead, at(9))
  })

  test('lets all go when the process ends', async ({ assert }) => {
    const watcher = new EventWatcher(async () => new Map(), 1)
    const waiting = watcher.wait('acme', at(5), options)
    watcher.close()

    assert.isNull(await waiting)
    assert.isNull(await watcher.wait('acme', at(5), options))
  })

  test('a look that fails is tried again', async ({ assert }) => {
    let looks = 0
    const watcher = new EventWatcher(async () => {
      looks += 1
      if (looks === 1) throw new Error('The database is away')
      return new Map([['acme', at(6)]])
    }, 1)

    assert.deepEqual(await watcher.wait('acme', at(5), options), at(6))
  })
})

test.group('Events | epoch', () => {
  test('stays on the same server, and begins where the database was restored', async ({
    assert,
  }) => {
    const epoch = (await keepEpoch()) ?? 0

    assert.equal(await keepEpoch(), epoch)
    assert.equal(await keepEpoch(true), epoch + 1)
    assert.equal(await keepEpoch(), epoch + 1)
    const { rows } = await db.rawQuery(
      `SELECT begin_event_epoch('another server/1', false) AS epoch`
    )
    assert.equal(rows[0]?.epoch, epoch + 2)
    assert.equal(await keepEpoch(), epoch + 3)
  })

  test('what was read before goes on behind it', async ({ client, assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme)
    const after = await latest(client, acme.owner)
    await keepEpoch(true)
    await makeCustomer(acme)

    const { results } = await readPage(client, acme.owner, { after })

    assert.deepEqual(typesIn(results), ['customers.create'])
  })
})
