/*
|--------------------------------------------------------------------------
| Environment
|--------------------------------------------------------------------------
|
| Every setting the application reads, validated before anything starts.
| docs/operations.md explains them.
|
*/

import { Env } from '@adonisjs/core/env'

export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  DEBUG: Env.schema.boolean.optional(),

  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  APP_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  APP_KEY: Env.schema.secret(),
  LOG_LEVEL: Env.schema.string.optional(),

  ALLOWED_HOSTS: Env.schema.string.optional(),
  CORS_ALLOWED_ORIGINS: Env.schema.string.optional(),
  TRUST_PROXY: Env.schema.string.optional(),
  SHUTDOWN_DELAY: Env.schema.number.optional(),

  DATABASE_URL: Env.schema.string.optional(),
  DB_POOL_MAX: Env.schema.number.optional(),

  SEED_ADMIN_PASSWORD: Env.schema.secret.optional(),
})
