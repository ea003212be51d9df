import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import * as reporters from '@japa/runner/reporters'
import { bodies, server, silenceSeconds } from '#config/clients'
import { makeHttpServer } from '#core/http/http_server'
import { dropTemplate } from '#tests/support/clone_database'
import { makeTestDatabase } from '#tests/support/database'
import { assertDescribed } from '#tests/support/described'
import { bringPackages } from '#tests/support/packages'
import { writePlainly } from '#tests/support/plain_output'
import { printPluginFailures } from '#tests/support/plugin_failures'
import { registerProbes } from '#tests/support/probes'
import { tally } from '#tests/support/tally'

writePlainly(process.stdout)
writePlainly(process.stderr)

/** The suites that need a browser. */
const IN_BROWSER = ['browser', 'pictures']

export const plugins: Config['plugins'] = [
  assert(),
  apiClient(),
  pluginAdonisJS(app),
  ...(IN_BROWSER.some((suite) => process.argv.includes(suite)) ? [await browserPlugin()] : []),
]

/** Loaded only by those who have asked for it: every other user needs no browser. */
async function browserPlugin() {
  const { browserClient } = await import('@japa/browser-client')
  const { chromium } = await import('playwright')
  const { CHROMIUM_ARGUMENTS, chromiumPath } = await import('#tests/browser/chromium')
  const executablePath = chromiumPath()
  return browserClient({
    runInSuites: IN_BROWSER,
    launcher: (options) =>
      chromium.launch({ ...options, executablePath, args: CHROMIUM_ARGUMENTS }),
  })
}

export const reportersConfig: Config['reporters'] = {
  activated: ['spec', 'tally'],
  list: [reporters.spec(), reporters.ndjson(), reporters.dot(), tally()],
}

export { reportersConfig as reporters }

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [() => makeTestDatabase(), () => registerProbes(), () => assertDescribed()],
  teardown: [],
}

export const configureSuite: Config['configureSuite'] = (suite) => {
  printPluginFailures(suite)
  if (suite.name === 'install') suite.teardown(dropTemplate)
  bringPackages(suite)
  if (!['unit', 'install'].includes(suite.name)) {
    suite.setup(() =>
      testUtils
        .httpServer()
        .start((handle) => makeHttpServer({ server, silenceSeconds, bodies }, handle))
    )
  }
}
