import { subscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import type { Suite, Test } from '@japa/runner/core'

const failures: unknown[] = []
subscribe('headless-crm:plugin-failed', (failure) => failures.push(failure))

/** What stands behind the failures of plugins since the last test began, as it is printed. */
export function pluginFailures(): string[] {
  return failures.map((failure) => {
    const { plugin, part, error } = Object(failure)
    return `The plugin "${plugin}" failed in ${part}: ${inspect(error)}`
  })
}

/** Prints what stands behind `plugin_failed`, where a test fails in which that was answered. */
export function printPluginFailures(suite: Suite): void {
  const watch = (test: Test<never>) => {
    test.setup(() => {
      failures.length = 0
      return (hasFailed) => {
        if (hasFailed) for (const text of pluginFailures()) process.stderr.write(`${text}\n`)
      }
    })
  }
  suite.onTest(watch)
  suite.onGroup((group) => group.tap(watch))
}
