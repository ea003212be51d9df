/*
|--------------------------------------------------------------------------
| Production
|--------------------------------------------------------------------------
|
| Settings that are hardly what a production system wants are logged when it
| starts. Those that would make it unsafe were refused before: start/env.ts.
| "node ace doctor" lists both.
|
*/

import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { productionSettings, productionWarnings } from '#core/health/production_check'

if (app.inProduction) {
  for (const warning of productionWarnings(productionSettings(process.env))) logger.warn(warning)
}
