import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import PluginList from '#commands/plugin_list'
import { producer } from '#core/jobs/boss'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { type Message, definePlugin } from '#core/plugins/api'
import { pausedListeners } from '#core/plugins/delivery/paused_listeners'
import { installedPlugins } from '#core/plugins/installed'
import { ownedObjectsOf } from '#core/plugins/owned_objects'
import { removePlugin, setPluginAside } from '#core/plugins/uninstall_data'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

/** Ids of the messages that the listener was told of, whether it took them or not. */
const told: string[] = []
/** Of those that it took. */
const taken: string[] = []
let fails: (message: Message) => unknown = () => null

const fragile = definePlugin({
  id: 'fragile',
  version: '1.0.0',
  listeners: {
    'customers:create': (message) => {
      told.push(message.id)
      const failure = fails(message)
      if (failure) throw failure
      taken.push(message.id)
    },
  },
})

const gone = () => new Error('the other end is gone')

test.group('Plugins | a listener that keeps failing', (group) => {
  let acme: Company
  bring(group, [fragile])

  group.each.setup(async () => {
    await forgetJobs()
    told.length = 0
    taken.length = 0
    fails = gone
    acme = await makeCompany()
    await turnOn(acme, 'fragile')
  })

  const paused = (company = acme) =>
    UnitOfWork.run(forOrganization(company.id), () => pausedListeners('fragile'))
  const happen = async (times: number, company = acme) => {
    for (let number = 0; number < times; number += 1) await makeCustomer(company)
    await runJobs()
  }
  /** Lets what waits for a moment be due. */
  const letTimePass = () =>
    db.rawQuery(`UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry')`)
  /** Seconds until the listener is tried again. */
  const pause = async () => {
    const [listener] = await paused()
    return listener ? Math.round((listener.retryAt.getTime() - Date.now()) / 60_000) : null
  }

  test('is paused after five messages in a row, and what comes then waits', async ({ assert }) => {
    await happen(4)
    assert.isEmpty(await paused())
    await happen(1)
    const [listener] = await paused()
    assert.containsSubset(listener, {
      listener: 'customers:create',
      reason: 'the other end is gone',
      waiting: 0,
    })
    assert.lengthOf(told, 5)

    await happen(3)

    assert.lengthOf(told, 5)
    assert.equal((await paused())[0]?.waiting, 3)
  })

  test('loses nothing: when it works again, it is told of all that waited', async ({ assert }) => {
    await happen(8)
    const before = [...told]
    fails = () => null
    await letTimePass()

    await runJobs({ evenLater: true })

    assert.isEmpty(await paused())
    assert.lengthOf(new Set(taken), 8)
    assert.lengthOf(taken, 8)
    assert.includeMembers(taken, before)
  })

  test('is tried with one message, at growing distances, while it fails', async ({ assert }) => {
    await happen(5)
    assert.equal(await pause(), 1)
    await letTimePass()
    /* The five are tried again, find it paused and wait; one of them tries it. */
    await runJobs()
    const first = told.length
    assert.equal(await pause(), 2)

    for (const minutes of [4, 8]) {
      const before = told.length
      await letTimePass()
      await runJobs()
      assert.lengthOf(told, before + 1)
      assert.equal(await pause(), minutes)
    }

    assert.isAtMost(first, 7)
    assert.isAtLeast(new Set(told.slice(5)).size, 2, 'not always the same one')
    assert.equal((await paused())[0]?.waiting, 5)
  })

  test('is not paused by one message that always fails, nor by what no attempt will mend', async ({
    assert,
  }) => {
    await happen(1)
    await runJobs({ evenLater: true })
    assert.isAbove(told.length, 5)
    assert.isEmpty(await paused())

    fails = () => new PermanentFailure('There is no such address')
    await happen(6)

    assert.isEmpty(await paused())
  })

  test('is not paused by failures with successes between them', async ({ assert }) => {
    for (let number = 0; number < 4; number += 1) {
      fails = gone
      await happen(2)
      fails = () => null
      await happen(1)
    }

    assert.isEmpty(await paused())
  })

  test('is paused in its organization only', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    await turnOn(globex, 'fragile')
    await happen(6)
    fails = () => null

    await happen(1, globex)

    assert.lengthOf(taken, 1)
    assert.isEmpty(await paused(globex))
    assert.lengthOf(await paused(), 1)
  })

  test('is shown on the page of its plugin and resumed there, which the log tells', async ({
    assert,
  }) => {
    await happen(7)
    fails = () => null
    const visitor = await enter()
    const page = `/admin/organizations/${acme.slug}/plugins/fragile`
    const { html } = await visitor.get(page)

    const answer = await visitor.send(page, `${page}/resumptions`, { listener: 'customers:create' })
    await runJobs({ evenLater: true })

    assert.include(html, 'Paused listeners')
    assert.include(html, 'the other end is gone')
    assert.include(html, '2 messages waiting')
    const after = await visitor.follow(answer)
    assert.include(after.html, 'The listener is told of everything again.')
    assert.notInclude(after.html, 'Paused listeners')
    assert.lengthOf(taken, 7)
    const events = await eventsOf(acme, 'plugins')
    assert.containsSubset(events.at(-1), {
      action: 'plugins:resume',
      details: { plugin: 'fragile', listener: 'customers:create' },
    })
  })

  test('is told by the list of plugins', async ({ assert, cleanup }) => {
    ace.ui.switchMode('raw')
    cleanup(() => void ace.ui.switchMode('normal'))
    await happen(5)

    ace.ui.logger.flushLogs()
    await (await ace.create(PluginList, [])).exec()

    const printed = ace.ui.logger.getLogs().map(({ message }) => message)
    assert.match(printed.join('\n'), /"fragile" keeps failing .* \d+ of its listeners are paused/)
  })

  test('is forgotten where its plugin is off, and when it is uninstalled', async ({
    client,
    assert,
  }) => {
    await happen(6)
    const trx = await db.transaction()
    const ids = installedPlugins().map(({ id }) => id)
    const owned = await ownedObjectsOf('fragile', ids, trx)
    await removePlugin('fragile', owned, trx)
    const left = await ownedObjectsOf('fragile', ids, trx)
    await trx.rollback()
    assert.isAtLeast(owned.jobs, 6)
    assert.isAtLeast(owned.messages, 1)
    assert.isAtLeast(owned.breakers, 1)
    assert.containsSubset(left, { jobs: 0, messages: 0, breakers: 0 })

    await client
      .patch('/api/plugins/fragile/')
      .bearerToken(acme.owner.token)
      .json({ enabled: false })
    await letTimePass()
    await runJobs()

    assert.isEmpty(await paused())
    assert.lengthOf(told, 5)
  })

  test('keeps what waits when it is uninstalled and its data kept, and tells it when it is back', async ({
    assert,
  }) => {
    await happen(8)
    const ids = installedPlugins().map(({ id }) => id)
    await db.transaction(async (trx) => {
      await setPluginAside('fragile', await ownedObjectsOf('fragile', ids, trx), trx)
      const left = await ownedObjectsOf('fragile', ids, trx)
      assert.isAtLeast(left.messages, 3)
      assert.equal(left.jobs, 0)
    })
    /* The process that brings it back makes its queues anew. */
    await producer.close()
    fails = () => null
    told.length = 0

    await happen(1)

    assert.isEmpty(await paused())
    assert.lengthOf(told, 4, 'the new one, and the three that waited')
  })
})
