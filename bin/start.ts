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
import { APP_ROOT, giveUp, importer, stopOnSignals } from './application.js'

let running: ApplicationService | undefined

await new Ignitor(APP_ROOT, { importer })
  .tap((app) => {
    running = app
    app.booting(async () => {
      await import('#start/env')
    })
    app.starting(async () => {
      const { prepareDatabase } = await import('#support/prepared_database')
      await prepareDatabase()
    })
    app.ready(async () => {
      const { welcome } = await import('#support/welcome')
      console.log(await welcome())
    })
    stopOnSignals(app)
  })
  .httpServer()
  .start()
  .catch((error: unknown) => giveUp(running, error))
