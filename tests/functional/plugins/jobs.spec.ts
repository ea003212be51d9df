import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { producer } from '#core/jobs/boss'
import { deadLetters } from '#core/jobs/dead_letters'
import { runningJobs } from '#core/jobs/progress'
import { jobs } from '#core/jobs/registry'
import { syncSchedules } from '#core/jobs/schedules'
import { type JobRun, type WorkContext, definePlugin } from '#core/plugins/api'
import { defineJob } from '#core/jobs/define_job'
import { problemsOf } from '#core/plugins/problems'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, asActor, asSystem, forOrganization } from '#core/database/unit_of_work'
import { enqueue } from '#core/jobs/enqueue'
import Customer from '#plugins/customers/models/customer'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { forgetJobs, runJob, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

declare module '#core/plugins/api' {
  interface Jobs {
    'reminders:send': { customer_id: string; due?: string }
    'reminders:write': Record<never, never>
    'reminders:other': Record<never, never>
  }
}

type Work = (context: WorkContext, run: JobRun) => unknown
let work: Work = () => null
const given: { readonly customer_id: string; readonly due?: Date | undefined }[] = []
const ran: string[] = []

const reminders = definePlugin({
  id: 'reminders',
  version: '1.0.0',
  jobs: {
    send: {
      input: vine.object({
        customer_id: vine.string().uuid(),
        due: vine.date({ formats: { utc: true } }).optional(),
      }),
      retries: 1,
      timeout: 30,
      async handle(context, input: { customer_id: string; due?: Date }, run) {
        given.push(input)
        await work(context, run)
      },
    },
    write: {
      transaction: true,
      async handle(context, _input, run) {
        await work(context, run)
      },
    },
    morning: { every: '0 7 * * *', handle: ({ organizationId }) => void ran.push(organizationId) },
    nightly: { every: '0 3 * * *', zone: 'UTC', handle: () => {} },
  },
  hooks: {
    'customers:create': {
      after: async ({ record, enqueue: put, veto }) => {
        await put('reminders:send', { customer_id: record.id, due: '2026-03-01T00:00:00Z' })
        if (record.name === 'Vetoed') veto('No.')
      },
    },
  },
})

test.group('Plugins | jobs', (group) => {
  let acme: Company
  bring(group, [reminders])

  group.each.setup(async () => {
    await forgetJobs()
    work = () => null
    given.length = 0
    ran.length = 0
    acme = await makeCompany()
    await turnOn(acme, 'reminders')
  })

  /** Runs code of the plugin as a hook of it would run. */
  const inPlugin = <T>(code: (context: ReturnType<typeof contextOf>) => Promise<T>) =>
    UnitOfWork.run(
      asActor(forOrganization(acme.id), { actorId: acme.owner.userId, requestId: '' }),
      async () => code(contextOf(await currentPlugins(), reminders))
    )
  const send = () => inPlugin(({ enqueue: put }) => put('reminders:send', { customer_id: acme.id }))

  test('on a schedule can be run now by a test, in one organization where the plugin is on', async ({
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    await runJob('reminders:morning', acme)
    await runJob('reminders:morning', globex)
    assert.deepEqual(ran, [acme.id])

    work = () => {
      throw new Error('no paper')
    }
    await assert.rejects(() => runJob('reminders:write', acme), 'no paper')
    await assert.rejects(() => runJob('reminders:noon', acme), 'There is no job "reminders:noon"')
  })

  test('write all of what a transaction holds, or nothing, also by the context around it', async ({
    client,
    assert,
  }) => {
    work = async ({ transaction, records, query }) => {
      const stopped = transaction(async () => {
        await records('vendors').create({ name: 'Undone' })
        await query(`UPDATE vendors SET city = 'Undone' WHERE organization_id = app_organization()`)
        throw new Error('stop')
      })
      await stopped.catch(() => null)
      await transaction(() => records('vendors').create({ name: 'Kept' }))
    }
    await send()
    await runJobs()

    const { results } = (await client.get('/api/vendors/').bearerToken(acme.owner.token)).body()
    assert.deepEqual(
      results.map(({ name }: { name: string }) => name),
      ['Kept']
    )
  })

  test('are enqueued with what caused them, and are given what their schema makes of the input', async ({
    client,
    assert,
  }) => {
    let caused: unknown
    work = async ({ actorId, caller }) => (caused = [actorId, (await caller())?.userId])
    const made = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann' })
    const refused = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Vetoed' })

    await runJobs()

    refused.assertStatus(422)
    assert.deepEqual(given, [
      { customer_id: made.body().id, due: new Date('2026-03-01T00:00:00Z') },
    ])
    assert.deepEqual(caused, [acme.owner.userId, acme.owner.userId])
  })

  test('are refused when they are not of the plugin, or their schema refuses the input', async ({
    assert,
  }) => {
    const put = (job: 'reminders:send' | 'reminders:other', input: { customer_id: string }) =>
      inPlugin((context) => context.enqueue(job, input))

    await assert.rejects(
      () => put('reminders:other', { customer_id: acme.id }),
      '"reminders" enqueues "reminders:other", which is no job of its own'
    )
    await assert.rejects(
      () => put('reminders:send', { customer_id: 'x' }),
      /"reminders" enqueues "reminders:send" with another input: .*customer_id/
    )
    await assert.rejects(
      () => put('reminders:send', Object.assign({ customer_id: acme.id }, { more: 1 })),
      /with another input: .*more/
    )
    assert.deepEqual(await runJobs({ evenLater: true }), [])
  })

  test('run outside of any transaction, and each write by itself', async ({ client, assert }) => {
    let unit: unknown = 'unknown'
    work = async ({ query, transaction }, { attempt }) => {
      unit = UnitOfWork.current()
      if (attempt > 1) return
      await query(`UPDATE customers SET name = 'Bea'`)
      await transaction(async () => {
        await Customer.create({ name: 'Cid' })
        throw new Error('not yet')
      })
    }
    await makeCustomer(acme, { name: 'Ann' })

    await runJobs()

    assert.isUndefined(unit)
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Bea'])
  })

  test('that ask for a transaction run in one, and ask no other system', async ({
    client,
    assert,
  }) => {
    const attempts: unknown[] = []
    work = async ({ http }, { attempt }) => {
      await Customer.create({ name: `Ann ${attempt}` })
      attempts.push(await http('https://example.com').catch((error: Error) => error.message))
      if (attempt === 1) throw new Error('not yet')
    }
    await inPlugin((context) => context.enqueue('reminders:write', {}))

    await runJobs({ evenLater: true })

    assert.lengthOf(attempts, 2)
    assert.match(String(attempts[0]), /A transaction waits for no other system/)
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Ann 2'])
  })

  test('enqueue others outside of a transaction, and not before a moment', async ({ assert }) => {
    const after = new Date(Date.now() + 3_600_000)
    work = ({ enqueue: put }, { attempt }) =>
      given.length < 2 && attempt === 1
        ? put('reminders:send', { customer_id: acme.id }, { after })
        : null
    await send()

    const first = await runJobs()
    const second = await runJobs({ evenLater: true })

    assert.lengthOf(first, 1)
    assert.lengthOf(second, 1)
  })

  test('are tried as often as they say, and then are dead letters', async ({ assert }) => {
    const attempts: number[] = []
    work = (_context, { attempt }) => {
      attempts.push(attempt)
      throw new Error('the other end is gone')
    }
    await send()

    await runJobs({ evenLater: true })

    assert.deepEqual(attempts, [1, 2])
    const [letter, ...others] = await deadLetters()
    assert.containsSubset(letter, { job: 'reminders:send', reason: 'the other end is gone' })
    assert.isEmpty(others)
    assert.equal(jobs.find('reminders:send')?.timeout, 30)
  })

  test('are silent where the plugin is off by then', async ({ client, assert }) => {
    await send()
    await client
      .patch('/api/plugins/reminders/')
      .bearerToken(acme.owner.token)
      .json({ enabled: false })

    await runJobs()

    assert.isEmpty(given)
  })

  test('on a schedule are due by the clock of each organization, unless they say UTC', async ({
    client,
    assert,
  }) => {
    const [tokyo, oslo] = [await makeCompany('Tokyo'), await makeCompany('Oslo')]
    for (const [company, zone] of [
      [tokyo, 'Asia/Tokyo'],
      [oslo, 'Europe/Oslo'],
    ] as const) {
      await turnOn(company, 'reminders')
      const path = `/api/organizations/${company.id}/`
      const changed = await client
        .patch(path)
        .bearerToken(company.owner.token)
        .json({ time_zone: zone })
      changed.assertStatus(200)
    }
    await jobs.find('jobs:zones')?.handle(
      {},
      {
        messageId: '',
        attempt: 1,
        isLastAttempt: false,
        signal: new AbortController().signal,
        progress: async () => {},
      }
    )

    const boss = await producer.get()
    const kept = (await boss.getSchedules('reminders/morning')).map(({ key, timezone, cron }) => [
      key,
      timezone,
      cron,
    ])
    assert.includeDeepMembers(kept, [
      ['Asia/Tokyo', 'Asia/Tokyo', '0 7 * * *'],
      ['Europe/Oslo', 'Europe/Oslo', '0 7 * * *'],
    ])
    const [nightly, ...others] = await boss.getSchedules('reminders/nightly')
    assert.containsSubset(nightly, { key: '', timezone: 'UTC' })
    assert.isEmpty(others)

    const morning = jobs.find('reminders:morning')
    if (!morning) throw new Error('It is not there')
    await UnitOfWork.run(asSystem, () => enqueue(morning, { zone: 'Asia/Tokyo' }))
    await runJobs()
    assert.deepEqual(ran, [tokyo.id])
  })

  test('have no schedule any more for a time zone that no organization has', async ({ assert }) => {
    const boss = await producer.for(jobs.find('reminders:morning') ?? Object())
    await boss.schedule(
      'reminders/morning',
      '0 7 * * *',
      {},
      { key: 'Asia/Kabul', tz: 'Asia/Kabul' }
    )

    await syncSchedules(boss)

    const kept = (await boss.getSchedules('reminders/morning')).map(({ key }) => key)
    assert.notInclude(kept, 'Asia/Kabul')
    assert.include(kept, 'UTC')
  })

  test('say how far they are, on the page of jobs and until they end', async ({ assert }) => {
    let html = ''
    let running: unknown
    const visitor = await enter()
    work = async (_context, { progress }) => {
      await progress(300, 1_000, 'Writing <to> people')
      await progress(301, 1_000, 'not written, a moment later')
      running = await runningJobs()
      html = (await visitor.get('/admin/jobs')).html
    }
    await send()

    await runJobs()

    assert.containsSubset(running, [
      {
        job: 'reminders:send',
        organizationId: acme.id,
        attempt: 1,
        progress: { done: 300, total: 1_000, note: 'Writing <to> people' },
      },
    ])
    assert.include(html, '300 of 1,000')
    assert.include(html, 'Writing &lt;to&gt; people')
    assert.deepEqual(await runningJobs(), [])
  })

  test('say it from inside of a transaction, too', async ({ assert }) => {
    let running: unknown
    work = async (_context, { progress }) => {
      await progress(1)
      running = await runningJobs()
    }
    await inPlugin((context) => context.enqueue('reminders:write', {}))

    await runJobs()

    assert.containsSubset(running, [{ progress: { done: 1, total: null, note: '' } }])
  })

  test('that cannot be worked keep their plugin from starting', ({ assert }) => {
    const handle = () => {}
    const wrong = definePlugin({
      id: 'wrong',
      version: '1.0.0',
      jobs: {
        'Send': { handle },
        'often': { every: 'daily', handle },
        'odd': { every: '61 * * * *', handle },
        'never': { every: '0 0 31 2 *', handle },
        'seconds': { every: '0 */5 8-18 * * 1', handle },
        'part': { retries: 1.5, timeout: 86_401, handle },
        'nowhere': { zone: 'UTC', handle },
        'forever': { timeout: 0, handle },
        'always': { retries: -1, handle },
        'good-one': { every: '*/5 8-18 * * mon-fri', handle },
      },
      enqueues: [
        defineJob<Record<never, never>>({
          name: 'wrong:late',
          every: '0 25 * * *',
          retry: { limit: 101 },
          timeout: 0,
          handle: async () => {},
        }),
      ],
    })

    assert.deepEqual(problemsOf([wrong]), [
      '"wrong" has a job "Send", whose name is not kebab-case',
      '"wrong" has a job "often" that is due "daily", which is no cron expression',
      '"wrong" has a job "odd" that is due "61 * * * *", which is no cron expression',
      '"wrong" has a job "never" that is due "0 0 31 2 *", which is no cron expression',
      '"wrong" has a job "seconds" that is due "0 */5 8-18 * * 1", which is no cron expression',
      '"wrong" has a job "part" that is tried again 1.5 times: from 0 to 100',
      '"wrong" has a job "part" that may take 86401 seconds: from 1 to 86400',
      '"wrong" has a job "nowhere" with a zone, but without a schedule',
      '"wrong" has a job "forever" that may take 0 seconds: from 1 to 86400',
      '"wrong" has a job "always" that is tried again -1 times: from 0 to 100',
      '"wrong" has a job "wrong:late" that is due "0 25 * * *", which is no cron expression',
      '"wrong" has a job "wrong:late" that is tried again 101 times: from 0 to 100',
      '"wrong" has a job "wrong:late" that may take 0 seconds: from 1 to 86400',
    ])
    for (const id of ['plugin', 'plugins']) {
      assert.lengthOf(problemsOf([definePlugin({ id, version: '1.0.0' })]), 1)
    }
  })
})
