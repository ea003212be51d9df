import { test } from '@japa/runner'
import { inspect } from '#core/plugins/inspection'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { codeProblemsOf } from '#core/plugins/code_problems'
import { codeOf, installedPlugins } from '#core/plugins/installed'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { announce } from '#tests/support/events'
import { forgetJobs, runJob, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

declare module '#core/plugins/api' {
  interface Events {
    'errands:due': { id: string }
    'errands:overdue': { id: string }
  }
  interface OptionalEvents {
    'chores:due': { id: string; title?: string }
  }
}

const heard: string[] = []

/** Announces its events from a job, and from a listener to its own. */
const errands = definePlugin({
  id: 'errands',
  version: '1.0.0',
  jobs: {
    look: {
      every: '0 7 * * *',
      async handle({ emit, transaction }) {
        await emit('errands:due', { id: '1' })
        await transaction(async (later) => {
          await later.emit('errands:due', { id: 'undone' })
          throw new Error('undone')
        }).catch(() => null)
      },
    },
  },
  listeners: {
    'errands:due': ({ payload }, { emit }) => emit('errands:overdue', payload),
  },
})

/** Says that some of what it listens to may be absent. */
const attentive = definePlugin({
  id: 'attentive',
  version: '1.0.0',
  listeners: {
    'errands:overdue': {
      optional: true,
      handle: ({ name, payload }) => void heard.push(`${name} ${payload.id}`),
    },
    'chores:due': {
      optional: true,
      handle: ({ name, payload }) => void heard.push(`${name} ${payload.title}`),
    },
  },
})

const problemsWith = async (listeners: unknown) => {
  const plugin: Plugin = { id: 'a', version: '1.0.0', listeners: Object(listeners) }
  return codeProblemsOf([await codeOf(plugin)])
}

test.group('Plugins | optional listeners', (group) => {
  bring(group, [errands, attentive])
  group.each.setup(async () => {
    await forgetJobs()
    heard.length = 0
  })

  test('hear of what a plugin announces that is there, from wherever it does so', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'errands')
    await turnOn(acme, 'attentive')
    await runJob('errands:look', acme)
    await runJobs()

    assert.deepEqual(heard, ['errands:overdue 1'])
  })

  test('are silent while no plugin has it, and hear of it once one does', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'attentive')
    assert.deepEqual(codeProblemsOf(await Promise.all(installedPlugins().map(codeOf))), [])

    await announce(acme, 'chores:due', { id: '1', title: 'Sweep' })
    await runJobs()
    assert.deepEqual(heard, ['chores:due Sweep'])
  })

  test('are inspected as what they are', async ({ assert }) => {
    const { Listeners } = await inspect(attentive)

    assert.deepEqual(Listeners, [
      'errands:overdue (optional)',
      'chores:due (optional: no plugin that is installed has it)',
    ])
  })

  test('are those that say so: any other name that no plugin has is refused', async ({
    assert,
  }) => {
    const handle = () => null

    assert.deepEqual(await problemsWith({ 'chores:due': handle }), [
      '"a" listens to "chores:due", which no module emits.',
    ])
    assert.deepEqual(await problemsWith({ 'chores:due': { optional: true, handle } }), [])
    assert.deepEqual(await problemsWith({ 'chores:due': { optional: 'yes', handle } }), [
      '"a" listens to "chores:due", which no module emits.',
      '"a" has a listener to "chores:due" whose optional is neither true nor left out',
    ])
    assert.deepEqual(await problemsWith({ 'chores due': { optional: true, handle } }), [
      '"a" has a listener to "chores due", which is optional, but not the name of an event such as "tasks:due"',
    ])
  })

  test('hear nothing that another plugin announces in the name of the one they mean', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'attentive')
    const emitting = UnitOfWork.run(forOrganization(acme.id), async () =>
      contextOf(await currentPlugins(), attentive).emit('errands:overdue', { id: '1' })
    )

    await assert.rejects(
      () => emitting,
      '"attentive" announces "errands:overdue", which does not begin with its id'
    )
    await runJobs()
    assert.isEmpty(heard)
  })
})
