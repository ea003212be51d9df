/*
|--------------------------------------------------------------------------
| Ace entry point
|--------------------------------------------------------------------------
|
| Loaded by ace.js.
|
*/

import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { APP_ROOT, giveUp, importer } from './application.js'

let running: ApplicationService | undefined

await new Ignitor(APP_ROOT, { importer })
  .tap((app) => {
    running = app
    app.booting(async () => {
      await import('#start/env')
      const { spareList } = await import('#core/plugins/start_trouble')
      await spareList(app)
    })
    app.listen('SIGTERM', () => void app.terminate())
    app.listenIf(app.managedByPm2, 'SIGINT', () => void app.terminate())
  })
  .ace()
  .handle(process.argv.splice(2))
  .catch((error: unknown) => giveUp(running, error))
