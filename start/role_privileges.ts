/*
|--------------------------------------------------------------------------
| Grants
|--------------------------------------------------------------------------
|
| A database that was restored on another server often lacks what the server
| itself keeps. Without it nothing works, and the errors of PostgreSQL do not
| say what to do.
|
*/

import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { missingPrivileges } from '#core/database/role_privileges'

void app.ready(async () => {
  try {
    for (const sentence of await missingPrivileges((text) => db.rawQuery(text)))
      logger.error(sentence)
  } catch (error) {
    logger.warn({ err: error }, 'the grants of the database could not be examined')
  }
})
