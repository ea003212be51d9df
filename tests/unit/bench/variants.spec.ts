import { test } from '@japa/runner'
import { WITHOUT_RUNTIME } from '#bench/plugins/variant'

const MODULES = {
  '/app/core/plugins/hook_runner.js': () => import('#core/plugins/hook_runner'),
  '/app/core/plugins/plugin_set.js': () => import('#core/plugins/plugin_set'),
} as const

test.group('What stands in for the runtime of plugins in the benchmark', () => {
  test('exports all that the module does: {$self}')
    .with(['/app/core/plugins/hook_runner.js', '/app/core/plugins/plugin_set.js'] as const)
    .run(async ({ assert }, path) => {
      const url = `data:text/javascript,${encodeURIComponent(WITHOUT_RUNTIME[path])}`
      const standIn: object = await import(url)

      assert.includeMembers(Object.keys(standIn), Object.keys(await MODULES[path]()))
    })
})
