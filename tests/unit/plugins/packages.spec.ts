import { test } from '@japa/runner'
import { codeProblemsOf, defaultProblemsOf } from '#core/plugins/code_problems'
import { codeOf, installedPlugins } from '#core/plugins/installed'
import { messageProblemsOf } from '#core/plugins/plugin_messages'
import { problemsOf } from '#core/plugins/problems'
import { PACKAGES } from '#tests/support/packages'

test.group('Plugins | packages of this repository', () => {
  test('start beside the plugins of the installation: {$self}')
    .with(Object.keys(PACKAGES))
    .run(async ({ assert }, folder) => {
      const plugin = PACKAGES[folder]
      if (!plugin) throw new Error(`There is no package ${folder}`)
      const plugins = [...installedPlugins(), plugin]

      assert.deepEqual(problemsOf(plugins), [])
      assert.deepEqual(codeProblemsOf(await Promise.all(plugins.map(codeOf))), [])
      assert.deepEqual(await defaultProblemsOf([plugin]), [])
      assert.deepEqual(await messageProblemsOf(plugin), [])
    })
})
