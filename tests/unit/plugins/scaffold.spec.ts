import { readFile, readdir } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import vine from '@vinejs/vine'
import MakePlugin from '#commands/make_plugin'
import MakeResource from '#commands/make_resource'
import { mandatoryAmount } from '#core/currency/amount'
import { mandatoryTimestamp } from '#core/plugins/fields/rules'
import { readFields } from '#core/plugins/scaffold/asked_fields'
import { scaffoldResource } from '#core/plugins/scaffold/resource'
import * as rules from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'

const KINDS = ['text', 'long-text', 'integer', 'decimal', 'money', 'boolean', 'date', 'timestamp']

const scaffold = (fields: string) =>
  scaffoldResource('visits', readFields(fields), { path: 'resource', migration: 1 })

test.group('Plugins | scaffold', () => {
  test('a {$self} may be required')
    .with([...KINDS])
    .run(({ assert }, kind) => {
      const { columns, fields, attributes } = scaffold(`worth:${kind}:required`)
      assert.match(columns, /worth [a-z]+[^ ]*( ?\(\d+, \d+\))? NOT NULL/)
      assert.match(fields, /worth: \w+\({ nullable: false, rule: mandatory\w+\(/)
      assert.notInclude(attributes, 'null')
    })

  test('what is required has to be said, and is never cleared', async ({ assert }) => {
    const pairs = [
      [rules.mandatoryText(10_000), 'one'],
      [rules.mandatoryInteger(0, 9), 7],
      [rules.mandatoryDecimal(2, 0, 9), '7.50'],
      [mandatoryAmount(9), 7],
      [rules.mandatoryBoolean(), false],
      [rules.mandatoryDate(), '2027-01-31'],
      [mandatoryTimestamp(), '2027-01-31T12:00:00Z'],
    ] as const
    for (const [{ create, update }, value] of pairs) {
      const made = strictObject(vine.object({ worth: create }))
      const changed = strictObject(vine.object({ worth: update }))
      for (const wrong of [{}, { worth: null }, { worth: '' }]) {
        await assert.rejects(() => made.validate(wrong))
      }
      await assert.rejects(() => changed.validate({ worth: null }))
      await assert.rejects(() => changed.validate({ worth: '' }))
      assert.deepEqual(await changed.validate({}), {})
      assert.property(await made.validate({ worth: value }), 'worth')
    }
  })

  test('nothing vanishes with a record that is deleted for good', ({ assert }) => {
    const { constraints } = scaffold('entry:loyalty-entries,old:loyalty-entries:optional')
    assert.notInclude(constraints, 'CASCADE')
    assert.include(constraints, 'SET NULL (old_id)')
    assert.include(scaffold('customer:customers').constraints, 'ON DELETE CASCADE')
  })

  test('migrations are written with the newest helpers, and the help can be typed', async ({
    assert,
  }) => {
    const versions = await readdir(app.makePath('database/helpers'))
    const newest = Math.max(...versions.map((name) => Number(/^v(\d+)\.ts$/.exec(name)?.[1] ?? 0)))
    for (const stub of ['plugin', 'package']) {
      const text = await readFile(app.makePath(`resources/stubs/${stub}/migration.stub`), 'utf8')
      assert.include(text, `'#database/helpers/v${newest}'`)
    }
    for (const { help } of [MakePlugin, MakeResource]) {
      assert.match(help.join('\n'), /^ {2}{{ binaryName }} make:/m)
    }
  })
})
