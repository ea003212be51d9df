import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import PluginInspect from '#commands/plugin_inspect'
import PluginList from '#commands/plugin_list'
import PluginUninstall from '#commands/plugin_uninstall'
import { definePlugin } from '#core/plugins/api'
import { ownedObjectsOf } from '#core/plugins/owned_objects'
import { orphanedPlugins } from '#core/plugins/status'
import { checkPluginSettings } from '#core/health/checks/plugins'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const stamps = definePlugin({
  id: 'stamps',
  version: '2.0.0',
  description: 'Needs points to stamp.',
  requires: { crm: '^2.0.0', loyalty: '^1.0.0' },
  hooks: { 'customers:update': { before: () => {} } },
})

/** What a command has printed, without colours. */
const printed = () =>
  ace.ui.logger
    .getLogs()
    .map(({ message }) => message)
    .join('\n')

const shown = async (Command: typeof PluginInspect | typeof PluginList, args: string[] = []) => {
  ace.ui.switchMode('raw')
  const command = await ace.create(Command, args)
  await command.exec()
  return { command, text: printed() }
}

const inventory = () => db.transaction((trx) => ownedObjectsOf('loyalty', ['loyalty'], trx))

test.group('Commands | plugin:list, plugin:inspect', (group) => {
  bring(group, [stamps])
  group.each.setup(() => void ace.ui.logger.flushLogs())
  group.each.teardown(() => void ace.ui.switchMode('normal'))

  test('plugin:list shows them in the order in which they act, with what each requires', async ({
    assert,
  }) => {
    await turnOn(await makeCompany(), 'loyalty')

    const { command, text } = await shown(PluginList)

    command.assertSucceeded()
    assert.match(text, /identity\S*\s*\|?1\.0\.0[^]*core/)
    assert.match(
      text,
      /loyalty\|1\.0\.0\|app\/plugins\/loyalty\|crm@\^2\.0\.0 customers@\^1\.0\.0\|\d+\|/
    )
    assert.isBelow(text.indexOf('loyalty|'), text.indexOf('stamps|'))
  })

  test('plugin:inspect says everything that one adds and has a say in', async ({ assert }) => {
    const { command, text } = await shown(PluginInspect, ['loyalty'])

    command.assertSucceeded()
    for (const line of [
      'loyalty 1.0.0',
      'stamps',
      'loyalty-entries:create',
      'customers: extensions.loyalty.tier (text, "Tier", read-only, a column)',
      'GET /api/loyalty/customers/:id/balance (loyalty-entries:read)',
      'loyalty:expire (0 3 * * *, by the clock of the organization)',
      'loyalty:expire',
      'customers.show',
      'Gold customers',
      'customers:create',
      'welcome_points = 10',
      'app/plugins/loyalty/migrations/0001_loyalty_entries',
    ]) {
      assert.include(text, line)
    }
    const other = await shown(PluginInspect, ['stamps'])
    assert.include(other.text, 'customers:update')
  })

  test('plugin:inspect knows no other', async ({ assert }) => {
    const { command, text } = await shown(PluginInspect, ['nothing'])

    command.assertFailed()
    assert.include(text, 'There is no plugin "nothing"')
  })
})

test.group('Commands | plugin:uninstall', (group) => {
  group.each.setup(() => {
    ace.ui.logger.flushLogs()
    ace.ui.switchMode('raw')
  })
  group.each.teardown(() => void ace.ui.switchMode('normal'))

  test('says what it will delete, with counts, and without consent deletes nothing', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 5 })
    await makeCustomer(acme, { name: 'Ann' })
    const before = await inventory()
    const entries = before.tables.find(({ table }) => table === 'loyalty_entries')?.rows
    assert.isAtLeast(entries ?? 0, 1)

    const command = await ace.create(PluginUninstall, ['loyalty'])
    command.prompt.trap('Uninstall loyalty?').reject()
    await command.exec()

    command.assertFailed()
    assert.include(printed(), `the table loyalty_entries (${entries} rows)`)
    assert.match(printed(), /its fields of \d+ records in customers/)
    assert.match(printed(), /the settings of \d+ organizations/)
    assert.include(printed(), 'the migration app/plugins/loyalty/migrations/0001_loyalty_entries')
    assert.include(printed(), 'Nothing was changed.')
    assert.deepEqual(await inventory(), before)
  })

  test('is refused for what is of the core, what no one knows', async ({ assert }) => {
    for (const [id, sentence] of [
      ['customers', '"customers" is a core module and cannot be uninstalled.'],
      ['nothing', 'There is no plugin "nothing".'],
    ] as const) {
      const command = await ace.create(PluginUninstall, [id, '--force'])
      await command.exec()
      command.assertFailed()
      assert.include(printed(), sentence)
    }
  })
})

test.group('Commands | plugin:uninstall of what others require', (group) => {
  bring(group, [stamps])
  group.each.setup(() => void ace.ui.switchMode('raw'))
  group.each.teardown(() => void ace.ui.switchMode('normal'))

  test('is refused, naming them', async ({ assert }) => {
    const before = await inventory()

    const command = await ace.create(PluginUninstall, ['loyalty', '--force'])
    await command.exec()

    command.assertFailed()
    assert.include(printed(), '"loyalty" is required by "stamps". Uninstall that first.')
    assert.deepEqual(await inventory(), before)
  })
})

test.group('Plugins | that have left the list', () => {
  test('and not the database are found, unless they were set aside', async ({ assert }) => {
    const trx = await db.transaction()
    try {
      const record = (id: string, batch: number) =>
        trx.rawQuery(
          'INSERT INTO adonis_schema (name, batch, migration_time) VALUES (?, ?, now())',
          [`app/plugins/${id}/migrations/0001_${id}`, batch]
        )
      await record('gone', 7)
      await record('kept', 0)

      assert.deepEqual(await orphanedPlugins(trx), ['gone'])
    } finally {
      await trx.rollback()
    }
  })
})

test.group('Plugins | another version', (group) => {
  const settings = {
    schema: vine.object({ share: vine.number().range([0, 1]) }),
    defaults: { share: 0.5 },
  }
  bring(group, [
    definePlugin({ id: 'shares', version: '1.0.0', settings }),
    definePlugin({ id: 'stable', version: '1.0.0', settings }),
  ])

  test('that does not allow what organizations once set is told of by the doctor', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'shares', { share: 1 })
    await turnOn(acme, 'stable', { share: 1 })
    const told = async () =>
      (await checkPluginSettings()).issues
        .map(({ sentence }) => sentence)
        .filter((sentence) => /"(shares|stable)"/.test(sentence))
    assert.deepEqual(await told(), [])

    await turnOn(acme, 'shares', { share: 2, colour: 'red' })

    assert.deepEqual(await told(), [
      '"shares" is set up in 1 organizations as its version 1.0.0 does not allow: colour, share. Set it up anew there.',
    ])
  })
})
