/*
|--------------------------------------------------------------------------
| HTTP server entry point
|--------------------------------------------------------------------------
|
| Runs the API. In production: "node build/bin/server.js".
|
*/

import './memory.js'
import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { APP_ROOT, giveUp, httpServerOf, importer, stopOnSignals } from './application.js'

let running: ApplicationService | undefined

await new Ignitor(APP_ROOT, { importer })
  .tap((app) => {
    running = app
    app.booting(async () => {
      await import('#start/env')
      const { spareList } = await import('#core/plugins/start_trouble')
      await spareList(app)
    })
    stopOnSignals(app)
  })
  .httpServer()
  .start(httpServerOf(() => running))
  .catch((error: unknown) => giveUp(running, error))
