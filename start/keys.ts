/*
|--------------------------------------------------------------------------
| Keys
|--------------------------------------------------------------------------
|
| The keys of access tokens are read before the first request: anyone who logs
| in holds a connection already, and should not wait for a second one.
|
*/

import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'

void app.ready(async () => {
  const { readSigningKeys } = await import('#core/access/signing_keys')
  try {
    await readSigningKeys()
  } catch (error) {
    logger.warn({ err: error }, 'the keys of access tokens were not read; the first request will')
  }
})
