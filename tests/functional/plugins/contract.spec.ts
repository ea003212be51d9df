import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { defineProcess, definePlugin } from '#core/plugins/api'
import { forgetJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { eavesdrop } from '#tests/support/plugin_ears'
import { bring, turnOn } from '#tests/support/plugins'

declare module '#core/plugins/api' {
  interface Services {
    'everything.add': { input: readonly number[]; output: number }
  }
}

/** Has all that a plugin can have which is asked, told or run. */
const everything = definePlugin({
  id: 'everything',
  version: '1.0.0',
  hooks: { 'customers:create': { before: () => {} } },
  listeners: { 'customers:*': () => {} },
  jobs: { count: { handle: () => {} } },
  processes: { book: defineProcess({ steps: [{ name: 'one', run: () => null }] }) },
  policies: { 'deals:win': () => true },
  scopes: { vendors: () => null },
  services: { 'leads.convert': { wrap: (next, input) => next(input) } },
  provides: { 'everything.add': (numbers) => numbers.length },
  searches: { customers: () => null },
  inputs: { 'deals:lose': vine.object({ note: vine.string().optional() }) },
})

test.group('Plugins | what the contract listens for', (group) => {
  bring(group, [everything])
  group.each.setup(() => forgetJobs())

  test('is all that can be heard of a plugin, where it is on, and nowhere else', async ({
    assert,
    cleanup,
  }) => {
    const [on, off] = [await makeCompany(), await makeCompany('Globex')]
    await turnOn(on, 'everything')
    const { names, heard, happen, restore } = await eavesdrop(everything)
    cleanup(restore)

    for (const name of names) await happen(off, name)
    assert.deepEqual(heard, [])
    for (const name of names) await happen(on, name)

    assert.sameMembers(
      [...new Set(heard)],
      [
        'hook customers:create',
        'listener customers:*',
        'job everything:count',
        'process everything:book',
        'policy deals:win',
        'scope vendors',
        'service leads.convert',
        'provider everything.add',
        'search customers',
        'input deals:lose',
      ]
    )
  })
})
