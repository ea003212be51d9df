/*
|--------------------------------------------------------------------------
| Production
|--------------------------------------------------------------------------
|
| The server refuses to start in production with settings that would make
| it unsafe. "node ace doctor" lists them without starting it.
|
*/

import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { productionProblems, productionWarnings } from '#core/health/production_check'
import { StartupError } from '#core/health/startup_error'
import { settings } from '#core/health/settings'

if (app.inProduction) {
  const problems = productionProblems(settings)
  if (problems.length > 0) throw new StartupError('Not safe in production:', problems)
  for (const warning of productionWarnings(settings)) logger.warn(warning)
}
