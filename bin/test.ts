/*
|--------------------------------------------------------------------------
| Test runner entry point
|--------------------------------------------------------------------------
|
| "node ace test", which "npm test" calls. The tests have a database and a
| port of their own.
|
*/

process.env.NODE_ENV = 'test'

import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { configure, processCLIArgs, run } from '@japa/runner'
import { APP_ROOT, giveUp, importer } from './application.js'
import getPort from 'get-port'

process.env.HOST = '127.0.0.1'
process.env.PORT = String(await getPort({ host: '127.0.0.1' }))
process.env.APP_URL = `http://127.0.0.1:${process.env.PORT}`
process.env.ALLOWED_HOSTS = 'localhost,127.0.0.1'
process.env.CORS_ALLOWED_ORIGINS = 'http://localhost:5173,http://127.0.0.1:5173'
process.env.LOG_LEVEL = 'warn'
process.env.THROTTLE = 'off'
process.env.REQUEST_HEADER_SECONDS = '3'
process.env.REQUEST_STALL_SECONDS = '2'
process.env.DOWNLOAD_STALL_SECONDS = '2'
/* Modules are loaded by the first requests, on machines that have other things to do. */
process.env.REQUEST_WAIT_SECONDS = '20'
process.env.FRONTEND_URL = 'https://app.example.com'
process.env.MAIL_FROM = 'crm@example.com'
process.env.SMTP_HOST = '127.0.0.1'
process.env.SMTP_PORT = String(await getPort({ host: '127.0.0.1' }))
process.env.SMTP_TLS = 'none'

let running: ApplicationService | undefined

/** Those that are named; otherwise all but those that need a browser, or minutes. */
function suitesToRun(args: string[]): string[] {
  const everyday = ['unit', 'functional', 'concurrency', 'contract']
  const isNamed = args.some((arg) => [...everyday, 'install', 'browser', 'pictures'].includes(arg))
  return isNamed ? args : [...everyday, ...args]
}

new Ignitor(APP_ROOT, { importer })
  .tap((app) => {
    running = app
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => void app.terminate())
    app.listenIf(app.managedByPm2, 'SIGINT', () => void app.terminate())
  })
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('#tests/bootstrap')

    processCLIArgs(suitesToRun(process.argv.splice(2)))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: runnerHooks.teardown.concat([() => app.terminate()]),
    })
  })
  .run(() => run())
  .catch((error: unknown) => giveUp(running, error))
