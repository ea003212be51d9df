/*
|--------------------------------------------------------------------------
| npm start
|--------------------------------------------------------------------------
|
| The server for somebody who has just cloned the repository: before it
| listens, the database is brought up to date and, when it is empty, filled
| with the demonstration; afterwards it says how to get in.
|
*/

import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { APP_ROOT, giveUp, httpServerOf, importer, stopOnSignals } from './application.js'

let running: ApplicationService | undefined

/*
 * npm hands a SIGTERM on to its shell, which ends and leaves us behind: the
 * server ends when the process that started it is gone.
 */
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()

await new Ignitor(APP_ROOT, { importer })
  .tap((app) => {
    running = app
    app.booting(async () => {
      await import('#start/env')
      const { spareList } = await import('#core/plugins/start_trouble')
      await spareList(app)
    })
    app.starting(async () => {
      const { prepareDatabase } = await import('./prepared_database.js')
      await prepareDatabase()
    })
    void app.ready(async () => {
      const { startBanner } = await import('./start_banner.js')
      console.log(await startBanner())
    })
    stopOnSignals(app)
  })
  .httpServer()
  .start(httpServerOf(() => running))
  .catch((error: unknown) => giveUp(running, error))
