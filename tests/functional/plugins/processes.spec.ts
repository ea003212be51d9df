import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { type StepRun, defineProcess, definePlugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { ownedObjectsOf } from '#core/plugins/owned_objects'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { problemsOf } from '#core/plugins/problems'
import { producer } from '#core/jobs/boss'
import { resumeLostProcesses } from '#core/plugins/processes/lost'
import { retryProcess } from '#core/plugins/processes/retry'
import { removePlugin, setPluginAside } from '#core/plugins/uninstall_data'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

declare module '#core/plugins/api' {
  interface Processes {
    'ledger:book': { deal: string; amount?: number }
    'ledger:plain': Record<never, never>
    'ledger:none': Record<never, never>
    'ledger:raised': Record<never, never>
    'ledger:odd': Record<never, never>
  }
}

/** What was done, in order, and with which keys. */
const done: string[] = []
const keys = new Map<string, string[]>()
const seen: StepRun[] = []
/** By what is done: how often it fails, and with what. */
let failures = new Map<string, number>()
let failure: () => Error = () => new Error('the ledger is closed')

/** How often a step is tried again by now. */
let allowed = 0
/** What a step returns. */
let returned: () => unknown = () => null

function happen(what: string, run: StepRun): void {
  done.push(what)
  seen.push(run)
  keys.set(what, [...(keys.get(what) ?? []), run.key])
  const left = failures.get(what) ?? 0
  failures.set(what, left - 1)
  if (left > 0) throw failure()
}

const ledger = definePlugin({
  id: 'ledger',
  version: '1.0.0',
  processes: {
    book: defineProcess({
      input: vine.object({ deal: vine.string(), amount: vine.number().optional() }),
      steps: [
        {
          name: 'reserve',
          retries: 2,
          run(_context, step) {
            if (UnitOfWork.current()) throw new Error('It runs in a transaction')
            happen('reserve', step)
            return { number: `R-${step.input.deal}` }
          },
          compensate: (_context, step) => happen('release', step),
        },
        { name: 'tell', retries: 0, run: (_context, step) => happen('tell', step) },
        {
          name: 'book',
          retries: 1,
          run: (_context, step) => happen('book', step),
          compensate: (_context, step) => happen('cancel', step),
        },
      ],
    }),
    plain: defineProcess({
      steps: [
        { name: 'one', retries: 0, run: (_context, step) => happen('one', step) },
        { name: 'two', retries: 0, run: (_context, step) => happen('two', step) },
      ],
    }),
    raised: defineProcess({
      steps: [
        {
          name: 'one',
          get retries() {
            return allowed
          },
          run: (_context, step) => happen('one', step),
        },
      ],
    }),
    odd: defineProcess({
      steps: [
        {
          name: 'one',
          run: (_context, step) => {
            happen('one', step)
            return returned()
          },
          compensate: (_context, step) => happen('undo', step),
        },
      ],
    }),
  },
})

test.group('Plugins | processes', (group) => {
  let acme: Company
  bring(group, [ledger])

  group.each.setup(async () => {
    await forgetJobs()
    done.length = 0
    seen.length = 0
    keys.clear()
    failures = new Map()
    failure = () => new Error('the ledger is closed')
    acme = await makeCompany()
    await turnOn(acme, 'ledger')
  })

  const within = <T>(work: () => Promise<T>) => UnitOfWork.run(forOrganization(acme.id), work)
  const start = (input: { deal: string } = { deal: '7' }) =>
    within(async () => contextOf(await currentPlugins(), ledger).start('ledger:book', input))
  const startPlain = () =>
    within(async () => contextOf(await currentPlugins(), ledger).start('ledger:plain', {}))
  const startOther = (name: 'ledger:raised' | 'ledger:odd') =>
    within(async () => contextOf(await currentPlugins(), ledger).start(name, {}))
  /** As if nothing had been written of processes for a while. */
  const age = () =>
    within(() =>
      UnitOfWork.get().query(`UPDATE process_runs SET updated_at = now() - interval '1 hour'`)
    )
  const sweep = async () => {
    await age()
    await resumeLostProcesses(new AbortController().signal)
  }
  /** What is left by a worker that is killed in the last attempt at a step: pg-boss gives the job up. */
  const killWorker = async () => {
    const boss = await producer.get()
    const [job] = await boss.fetch('ledger/processes/step', { includeMetadata: true })
    if (!job) throw new Error('There is no step to work')
    await within(() =>
      UnitOfWork.get().query(
        `UPDATE process_steps SET state = 'running', attempts = attempts + 1
         WHERE state = 'waiting' AND position = 0`
      )
    )
    await boss.fail(job.name, job)
  }
  const retry = (id: string) => within(() => retryProcess('ledger', id))
  const stateOf = async (id: string) => {
    const { rows } = await within(() =>
      UnitOfWork.get().query<{ state: string; reason: string | null; steps: string[] }>(
        `SELECT state, reason, ARRAY(SELECT s.name || ' ' || s.state FROM process_steps s
           WHERE s.organization_id = app_organization() AND s.process_id = r.id
           ORDER BY position) AS steps
         FROM process_runs r WHERE organization_id = app_organization() AND id = $1`,
        [id]
      )
    )
    return rows[0]
  }

  test('work their steps in order, and give each the results of those before', async ({
    assert,
  }) => {
    const id = await start()
    const ran = await runJobs()

    assert.deepEqual(done, ['reserve', 'tell', 'book'])
    assert.lengthOf(ran, 3)
    assert.deepEqual(seen.at(-1)?.input, { deal: '7' })
    assert.deepEqual(seen.at(-1)?.results, { reserve: { number: 'R-7' } })
    assert.deepEqual(await stateOf(id), {
      state: 'done',
      reason: null,
      steps: ['reserve done', 'tell done', 'book done'],
    })
    assert.deepEqual(actionsOf(await eventsOf(acme, 'processes')), [
      'processes:start',
      'processes:finish',
    ])
  })

  test('begin when the transaction has committed, and never otherwise', async ({ assert }) => {
    await assert.rejects(
      () =>
        within(async () => {
          await contextOf(await currentPlugins(), ledger).start('ledger:book', { deal: '7' })
          throw new Error('undone')
        }),
      'undone'
    )

    assert.deepEqual(await runJobs({ evenLater: true }), [])
    const { rows } = await within(() => UnitOfWork.get().query('SELECT FROM process_runs'))
    assert.isEmpty(rows)
  })

  test('are refused when they are not of the plugin, or their schema refuses the input', async ({
    assert,
  }) => {
    await assert.rejects(
      () => within(async () => contextOf(await currentPlugins(), ledger).start('ledger:none', {})),
      '"ledger" starts "ledger:none", which is no process of its own'
    )
    await assert.rejects(
      () => start(Object.assign({ deal: '7' }, { amount: 'much' })),
      /"ledger" starts "ledger:book" with another input: .*amount/
    )
  })

  test('try a step again with its key, and none of those before it', async ({ assert }) => {
    failures.set('reserve', 2)
    const id = await start()
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['reserve', 'reserve', 'reserve', 'tell', 'book'])
    assert.lengthOf(new Set(keys.get('reserve')), 1)
    assert.lengthOf(new Set([...keys.values()].flat()), 3)
    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('are undone backwards when a step fails at its last attempt, the failed one first', async ({
    assert,
  }) => {
    failures.set('book', 9)
    const id = await start()
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['reserve', 'tell', 'book', 'book', 'cancel', 'release'])
    assert.equal(keys.get('release')?.[0], keys.get('reserve')?.[0])
    assert.deepEqual(await stateOf(id), {
      state: 'compensated',
      reason: 'book: the ledger is closed',
      steps: ['reserve compensated', 'tell done', 'book compensated'],
    })
    assert.include(actionsOf(await eventsOf(acme, 'processes')), 'processes:compensate')
  })

  test('are undone at once when no attempt will mend it', async ({ assert }) => {
    failures.set('reserve', 1)
    failure = () => new PermanentFailure('There is no such ledger')
    const id = await start()
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['reserve', 'release'])
    assert.equal((await stateOf(id))?.state, 'compensated')
  })

  test('begin anew with other keys when one that was undone is tried again', async ({ assert }) => {
    failures.set('book', 2)
    const id = await start()
    await runJobs({ evenLater: true })
    done.length = 0

    assert.isTrue(await retry(id))
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['reserve', 'tell', 'book'])
    assert.lengthOf(new Set(keys.get('reserve')), 2)
    assert.equal((await stateOf(id))?.state, 'done')
    assert.isFalse(await retry(id), 'it is done')
  })

  test('that cannot be undone wait for people, who have the undoing tried again', async ({
    assert,
  }) => {
    failures.set('book', 9)
    failures.set('cancel', 9)
    const id = await start()
    await runJobs({ evenLater: true })
    assert.deepEqual(await stateOf(id), {
      state: 'failed',
      reason: 'book: the ledger is closed',
      steps: ['reserve done', 'tell done', 'book failed'],
    })
    done.length = 0
    failures.set('cancel', 0)

    await retry(id)
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['cancel', 'release'])
    assert.equal((await stateOf(id))?.state, 'compensated')
  })

  test('with nothing to undo go on where they failed', async ({ assert }) => {
    failures.set('two', 1)
    const id = await startPlain()
    await runJobs({ evenLater: true })
    assert.deepEqual(await stateOf(id), {
      state: 'failed',
      reason: 'two: the ledger is closed',
      steps: ['one done', 'two failed'],
    })

    await retry(id)
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['one', 'two', 'two'])
    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('work no step whose result is kept, however often its job is', async ({ assert }) => {
    const id = await start()
    await db.rawQuery(`
      INSERT INTO pgboss.job (name, data, group_id)
      SELECT name, data, group_id FROM pgboss.job WHERE name = 'ledger/processes/step'`)
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['reserve', 'tell', 'book'])
    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('fail where their plugin is off, and go on when it is on again', async ({
    client,
    assert,
  }) => {
    const id = await start()
    const turn = (enabled: boolean) =>
      client.patch('/api/plugins/ledger/').bearerToken(acme.owner.token).json({ enabled })
    await turn(false)
    await runJobs({ evenLater: true })
    assert.containsSubset(await stateOf(id), { state: 'failed', reason: 'The plugin is off' })
    assert.isEmpty(done)

    await turn(true)
    await retry(id)
    await runJobs()

    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('are gone when their plugin is uninstalled', async ({ assert }) => {
    const id = await start()
    const trx = await db.transaction()
    const ids = installedPlugins().map((plugin) => plugin.id)
    await removePlugin('ledger', await ownedObjectsOf('ledger', ids, trx), trx)
    await trx.rawQuery('SET LOCAL ROLE crm_system')
    const left = await trx.rawQuery<{ rows: unknown[] }>(
      'SELECT FROM process_steps WHERE process_id = ?',
      [id]
    )
    await trx.rollback()

    assert.isEmpty(left.rows)
  })

  test('are counted when their plugin is uninstalled, stay when its data is kept, and go on when it is back', async ({
    assert,
  }) => {
    const id = await startPlain()
    const ids = installedPlugins().map((plugin) => plugin.id)
    const trx = await db.transaction()
    const before = await ownedObjectsOf('ledger', ids, trx)
    await setPluginAside('ledger', before, trx)
    const after = await ownedObjectsOf('ledger', ids, trx)
    await trx.commit()
    assert.isAtLeast(before.processes, 1)
    assert.containsSubset(after, { processes: before.processes, jobs: 0 })

    /* The process that brings it back makes its queues anew. */
    await producer.close()
    await sweep()
    await runJobs({ evenLater: true })

    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('are listed on a page, shown with their steps, and gone on with by a button', async ({
    assert,
  }) => {
    failures.set('two', 1)
    failure = () => new Error('<b>closed</b>')
    const id = await startPlain()
    const other = await start({ deal: 'Secret deal' })
    await runJobs({ evenLater: true })
    const visitor = await enter()

    const list = await visitor.get('/admin/processes')
    const failed = await visitor.get(`/admin/processes/${id}`)
    const ended = await visitor.get(`/admin/processes/${other}`)
    const answer = await visitor.send(`/admin/processes/${id}`, `/admin/processes/${id}/retries`)
    await runJobs({ evenLater: true })
    const after = await visitor.follow(answer)
    const again = await visitor.send('/admin/processes', `/admin/processes/${id}/retries`)

    assert.include(list.html, 'ledger:plain')
    assert.isBelow(list.html.indexOf(id), list.html.indexOf(other), 'those that failed come first')
    assert.include(failed.html, 'two: &lt;b&gt;closed&lt;/b&gt;')
    assert.include(failed.html, 'Go on')
    assert.notInclude(`${list.html}${ended.html}`, 'Secret deal')
    assert.notInclude(ended.html, '/retries')
    assert.include(after.html, 'The process goes on.')
    assert.equal((await stateOf(id))?.state, 'done')
    assert.equal(again.location, '/admin/processes')
    assert.deepEqual(actionsOf(await eventsOf(acme, 'processes')).slice(-3), [
      'processes:finish',
      'processes:retry',
      'processes:finish',
    ])
    assert.equal((await visitor.get(`/admin/processes/${acme.id}`)).status, 404)
    assert.equal((await visitor.get('/admin/processes/x')).status, 404)
  })

  test('whose worker is killed in its last attempt are not under way for ever', async ({
    assert,
  }) => {
    const id = await startPlain()
    await killWorker()
    await runJobs({ evenLater: true })
    assert.equal((await stateOf(id))?.state, 'running')

    await sweep()

    assert.deepEqual(await stateOf(id), {
      state: 'failed',
      reason: 'one: Its worker ended in the last attempt',
      steps: ['one failed', 'two waiting'],
    })
    assert.isTrue(await retry(id))
    await runJobs({ evenLater: true })
    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('whose job is gone before it was worked go on, and those that have one are left alone', async ({
    assert,
  }) => {
    const id = await startPlain()
    await forgetJobs()
    const other = await start()

    await sweep()
    await sweep()
    const ran = await runJobs({ evenLater: true })

    assert.lengthOf(ran, 5, 'each step once')
    assert.equal((await stateOf(id))?.state, 'done')
    assert.equal((await stateOf(other))?.state, 'done')
  })

  test('whose job is gone are tried again by people, and no others that are under way', async ({
    assert,
  }) => {
    const id = await startPlain()
    assert.isFalse(await retry(id), 'it has a job')
    const visitor = await enter()
    const working = await visitor.get(`/admin/processes/${id}`)
    await forgetJobs()
    const lost = await visitor.get(`/admin/processes/${id}`)

    assert.isTrue(await retry(id))
    await runJobs({ evenLater: true })

    assert.notInclude(working.html, '/retries')
    assert.include(lost.html, 'Go on')
    assert.equal((await stateOf(id))?.state, 'done')
  })

  test('end with the attempts that their job has, however many their step has by now', async ({
    assert,
  }) => {
    allowed = 0
    failures.set('one', 9)
    const id = await startOther('ledger:raised')
    allowed = 3
    await runJobs({ evenLater: true })

    assert.deepEqual(done, ['one'])
    assert.containsSubset(await stateOf(id), {
      state: 'failed',
      reason: 'one: the ledger is closed',
    })
  })

  test('are undone when what a step returns cannot be kept, or what it says of its failure', async ({
    assert,
  }) => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    const odd: unknown[] = [1n, circle, { text: 'a\0b' }, ['\ud800'], { 'a\0': 1 }]
    for (const value of odd) {
      done.length = 0
      returned = () => value
      const id = await startOther('ledger:odd')
      await runJobs({ evenLater: true })
      assert.deepEqual(done, ['one', 'undo'])
      const now = await stateOf(id)
      assert.equal(now?.state, 'compensated')
      assert.match(now?.reason ?? '', /^one: What it returned cannot be kept as JSON: /)
    }
    returned = () => {
      throw new Error('a\0b \ud800')
    }
    const id = await startOther('ledger:odd')
    await runJobs({ evenLater: true })
    assert.equal((await stateOf(id))?.reason, 'one: ab \ufffd')
    returned = () => undefined
    const fine = await startOther('ledger:odd')
    await runJobs({ evenLater: true })
    assert.equal((await stateOf(fine))?.state, 'done')
  })

  test('that cannot be worked keep their plugin from starting', ({ assert }) => {
    const run = () => null
    const wrong = definePlugin({
      id: 'wrong',
      version: '1.0.0',
      processes: {
        Book: { steps: [{ name: 'one', run }] },
        none: { steps: [] },
        twice: {
          steps: [
            { name: 'one', run },
            { name: 'one', run },
          ],
        },
        odd: { steps: [{ name: 'One', run, timeout: 4_000 }] },
      },
    })

    assert.deepEqual(problemsOf([wrong]), [
      '"wrong" has a process "Book", whose name is not kebab-case',
      '"wrong" has a process "none" without steps',
      '"wrong" has a process "twice" with two steps "one"',
      '"wrong" has a process "odd" with a step "One", whose name is not kebab-case',
      '"wrong" has a process "odd" whose step "One" may take 4000 seconds: from 1 to 3600',
    ])
  })
})
