import { test } from '@japa/runner'
import { Worker } from '#core/jobs/worker'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { reached } from '#tests/support/reached'

/** Of which organization its listener has begun a message, in order; that of the slow one never ends by itself. */
const begun: string[] = []
let slow = ''
const held: (() => void)[] = []

const listener = definePlugin({
  id: 'waiting',
  version: '1.0.0',
  listeners: {
    'customers:create': async ({ organizationId }) => {
      begun.push(organizationId)
      if (organizationId !== slow) return
      await new Promise<void>((resolve) => held.push(resolve))
    },
  },
})

test.group('Plugins | a listener that takes long', (group) => {
  bring(group, [listener])

  test('R-73: holds up the messages of its own organization, and of no other', async ({
    assert,
    cleanup,
  }) => {
    await forgetJobs()
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    slow = acme.id
    await turnOn(acme, 'waiting')
    await turnOn(globex, 'waiting')
    for (let number = 0; number < 8; number += 1) await makeCustomer(acme)
    await makeCustomer(globex)
    const worker = new Worker({ listen: true, grace: 1_000 })
    cleanup(async () => {
      slow = ''
      for (const letGo of held) letGo()
      await worker.stop()
    })

    await worker.start()
    await reached(() => begun.includes(globex.id))

    assert.lengthOf(
      begun.filter((id) => id === acme.id),
      1
    )
  }).timeout(60_000)
})
