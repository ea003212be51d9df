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
  LOG_FILE: Env.schema.string.optional(),

  FRONTEND_URL: Env.schema.string.optional({ format: 'url', tld: false, protocol: true }),
  MAIL_FROM: Env.schema.string.optional({ format: 'email' }),
  SMTP_HOST: Env.schema.string.optional({ format: 'host' }),
  SMTP_PORT: Env.schema.number.optional(),
  SMTP_TLS: Env.schema.enum.optional(['starttls', 'implicit', 'none'] as const),
  SMTP_USERNAME: Env.schema.string.optional(),
  SMTP_PASSWORD: Env.schema.secret.optional(),

  ALLOWED_HOSTS: Env.schema.string.optional(),
  CORS_ALLOWED_ORIGINS: Env.schema.string.optional(),
  TRUSTED_PROXIES: Env.schema.string.optional(),
  SHUTDOWN_DELAY: Env.schema.number.optional(),

  REQUIRE_SUPERUSER_2FA: Env.schema.boolean.optional(),
  LEADS_UNCONVERT_DAYS: Env.schema.number.optional(),
  IMPORT_MAX_MEGABYTES: Env.schema.number.optional(),
  IMPORT_MAX_LINES: Env.schema.number.optional(),
  IMPORT_KEEP_DAYS: Env.schema.number.optional(),
  AUDIT_KEEP_DAYS: Env.schema.number.optional(),
  THROTTLE_PASSWORD: Env.schema.string.optional(),
  THROTTLE: Env.schema.enum.optional(['on', 'off'] as const),
  THROTTLE_LOGIN_ACCOUNT: Env.schema.string.optional(),
  THROTTLE_LOGIN_ADDRESS: Env.schema.string.optional(),
  THROTTLE_REFRESH: Env.schema.string.optional(),
  THROTTLE_REGISTRATION: Env.schema.string.optional(),
  THROTTLE_RECOVERY_ACCOUNT: Env.schema.string.optional(),
  THROTTLE_RECOVERY_ADDRESS: Env.schema.string.optional(),
  THROTTLE_ONE_TIME_TOKEN: Env.schema.string.optional(),
  THROTTLE_INVITATION: Env.schema.string.optional(),
  RATE_LIMIT_CALLER: Env.schema.string.optional(),
  RATE_LIMIT_ORGANIZATION: Env.schema.string.optional(),
  RATE_LIMIT_UNAUTHENTICATED: Env.schema.string.optional(),

  REQUEST_HEADER_SECONDS: Env.schema.number.optional(),
  REQUEST_BODY_SECONDS: Env.schema.number.optional(),
  REQUEST_UPLOAD_SECONDS: Env.schema.number.optional(),
  REQUEST_STALL_SECONDS: Env.schema.number.optional(),
  REQUEST_BYTES_PER_SECOND: Env.schema.number.optional(),
  REQUESTS_AT_ONCE: Env.schema.string.optional(),
  REQUESTS_WAITING: Env.schema.string.optional(),
  REQUEST_WAIT_SECONDS: Env.schema.number.optional(),
  RECORD_WAIT_SECONDS: Env.schema.number.optional(),
  UPLOADS_AT_ONCE: Env.schema.string.optional(),
  DOWNLOAD_STALL_SECONDS: Env.schema.number.optional(),
  DOWNLOAD_SECONDS: Env.schema.number.optional(),
  EXPORTS_AT_ONCE: Env.schema.string.optional(),
  KEEP_ALIVE_SECONDS: Env.schema.number.optional(),

  DATABASE_URL: Env.schema.string.optional(),
  DB_POOL_MAX: Env.schema.number.optional(),
  WORKERS: Env.schema.enum.optional(['on', 'polling', 'off'] as const),

  SEED_ADMIN_PASSWORD: Env.schema.secret.optional(),
})
