import { test } from '@japa/runner'
import { deadLetters } from '#core/jobs/dead_letters'
import { definePlugin } from '#core/plugins/api'
import { pausedListeners } from '#core/plugins/delivery/paused_listeners'
import { codeOf } from '#core/plugins/installed'
import { codeProblemsOf } from '#core/plugins/code_problems'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** What was told, and how each attempt ended. */
const attempts: string[] = []

const limited = definePlugin({
  id: 'limited',
  version: '1.0.0',
  listeners: {
    'customers:create': {
      retries: 1,
      handle(_message, _context, { attempt, signal }) {
        attempts.push(`create ${attempt} ${signal.aborted}`)
        throw new Error('the other end is gone')
      },
    },
    'vendors:create': {
      retries: 0,
      timeout: 1,
      async handle(_message, _context, { signal }) {
        signal.addEventListener('abort', () => attempts.push('aborted'))
        await new Promise(() => null)
      },
    },
    'customers:delete': (_message, _context, { attempt }) => void attempts.push(`gone ${attempt}`),
  },
})

test.group('Plugins | listeners that say how often and for how long', (group) => {
  let acme: Company
  bring(group, [limited])

  group.each.setup(async () => {
    await forgetJobs()
    attempts.length = 0
    acme = await makeCompany()
    await turnOn(acme, 'limited')
  })

  test('are told again as often as they say, and know which attempt it is', async ({ assert }) => {
    await makeCustomer(acme)
    await runJobs({ evenLater: true })

    assert.deepEqual(attempts, ['create 1 false', 'create 2 false'])
    assert.lengthOf(await deadLetters(), 1)
  })

  test('know which attempt it is also where they are functions', async ({ client, assert }) => {
    const id = await makeCustomer(acme)
    await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)

    await runJobs()

    assert.include(attempts, 'gone 1')
  })

  test('have failed when they take too long, stop by their signal or not, and are paused for it', async ({
    client,
    assert,
  }) => {
    for (let number = 0; number < 5; number += 1) {
      await client
        .post('/api/vendors/')
        .bearerToken(acme.owner.token)
        .json({ name: `Vendor ${number}` })
    }

    await runJobs()

    assert.lengthOf(attempts, 5)
    const [letter] = await deadLetters()
    assert.containsSubset(letter, { attempts: 1, reason: 'It did not end within 1 seconds' })
    const paused = await UnitOfWork.run(forOrganization(acme.id), () => pausedListeners('limited'))
    assert.containsSubset(paused, [{ listener: 'vendors:create' }])
  }).timeout(20_000)

  test('are looked at when the application starts', async ({ assert }) => {
    const wrong = definePlugin({
      id: 'wrong',
      version: '1.0.0',
      listeners: {
        'customers:create': { retries: -1, timeout: 0.5, handle: () => undefined },
        'customers:update': Object({ retries: 1 }),
      },
    })

    assert.deepEqual(
      codeProblemsOf([await codeOf(wrong)]).filter((sentence) => sentence.includes('listener')),
      [
        '"wrong" has a listener to "customers:create" that is tried again -1 times: from 0 to 100',
        '"wrong" has a listener to "customers:create" that may take 0.5 seconds: from 1 to 86400',
        '"wrong" has a listener to "customers:update" that is no function, and has none',
      ]
    )
  })
})
