import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import JobsList from '#commands/jobs_list'
import { deadLetters } from '#core/jobs/dead_letters'
import { type Message, definePlugin } from '#core/plugins/api'
import { deliverMessage } from '#core/plugins/messages'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

/** What each listener was told, by its plugin and what it listens to. */
const told = new Map<string, Message[]>()
const hear = (listener: string) => (message: Message) => {
  told.set(listener, [...(told.get(listener) ?? []), message])
}

const hopeless = definePlugin({
  id: 'hopeless',
  version: '1.0.0',
  listeners: {
    'customers:create': (message) => {
      hear('hopeless customers:create')(message)
      throw new Error('the other end is gone')
    },
    'customers:*': hear('hopeless customers:*'),
  },
})

const patient = definePlugin({
  id: 'patient',
  version: '1.0.0',
  listeners: { 'customers:create': hear('patient customers:create') },
})

/** Seconds that the one job which waits for its next attempt waits; null when none does. */
async function delay(): Promise<number | null> {
  const { rows } = await db.rawQuery<{ rows: { seconds: number }[] }>(
    `SELECT extract(epoch FROM start_after - now())::float AS seconds
     FROM pgboss.job WHERE name = 'hopeless/messages/deliver' AND state = 'retry'`
  )
  return rows[0]?.seconds ?? null
}

const letTimePass = () =>
  db.rawQuery(`UPDATE pgboss.job SET start_after = now() WHERE name = 'hopeless/messages/deliver'`)

test.group('Plugins | a listener that always fails', (group) => {
  let acme: Company
  bring(group, [hopeless, patient])

  group.each.setup(async () => {
    await forgetJobs()
    told.clear()
    acme = await makeCompany()
    await turnOn(acme, 'hopeless')
    await turnOn(acme, 'patient')
  })

  test('is told again with growing delays, and is a dead letter at last', async ({ assert }) => {
    const { limit, delay: first } = deliverMessage.retry
    await makeCustomer(acme, { name: 'Ann' })
    const delays: number[] = []

    for (;;) {
      await runJobs()
      const seconds = await delay()
      if (seconds === null) break
      delays.push(seconds)
      await letTimePass()
    }

    assert.lengthOf(delays, limit)
    for (const [attempt, seconds] of delays.entries()) {
      assert.isAtLeast(seconds, first * 2 ** attempt - 5, `delay ${attempt + 1}`)
      assert.isAtMost(seconds, first * 2 ** (attempt + 1) + 1, `delay ${attempt + 1}`)
    }
    const messages = told.get('hopeless customers:create') ?? []
    assert.lengthOf(messages, limit + 1)
    assert.lengthOf(new Set(messages.map(({ id }) => id)), 1)
    assert.lengthOf(await deadLetters(), 1)
  })

  test('says in its dead letter whose it is, and of what: to commands and on the page', async ({
    assert,
    cleanup,
  }) => {
    ace.ui.switchMode('raw')
    cleanup(() => void ace.ui.switchMode('normal'))
    await makeCustomer(acme, { name: 'Ann Secret' })
    await runJobs({ evenLater: true })

    const [letter] = await deadLetters()
    const [message] = told.get('hopeless customers:create') ?? []
    const about = `hopeless listens to customers:create: customers:create, message ${message?.id}`
    assert.containsSubset(letter, {
      job: 'hopeless:messages:deliver',
      about,
      organizationId: acme.id,
      attempts: deliverMessage.retry.limit + 1,
      reason: 'the other end is gone',
    })
    ace.ui.logger.flushLogs()
    const command = await ace.create(JobsList, ['--failed'])
    await command.exec()
    const printed = ace.ui.logger.getLogs().map(({ message: line }) => line)
    assert.include(printed.join('\n'), about)
    const { html } = await (await enter()).get('/admin/jobs')
    assert.include(html, about)
    assert.notInclude(JSON.stringify([letter, printed, html]), 'Secret')
  })

  test('keeps neither the write nor any other listener from anything', async ({
    client,
    assert,
  }) => {
    const { token } = acme.owner

    const made = await client.post('/api/customers/').bearerToken(token).json({ name: 'Ann' })
    await runJobs({ evenLater: true })

    made.assertStatus(201)
    assert.deepEqual(namesIn(await client.get('/api/customers/').bearerToken(token)), ['Ann'])
    const ids = [...told.values()].map(([message]) => message?.id)
    assert.lengthOf(told.get('patient customers:create') ?? [], 1)
    assert.lengthOf(told.get('hopeless customers:*') ?? [], 1)
    assert.lengthOf(new Set(ids), 1, 'all were told of one message')
  })
})
