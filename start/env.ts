/*
|--------------------------------------------------------------------------
| Environment
|--------------------------------------------------------------------------
|
| Every setting the application reads, validated before anything starts: all
| that is wrong is said at once. docs/operations.md explains them.
|
*/

import { Env } from '@adonisjs/core/env'
import app from '@adonisjs/core/services/app'
import { readSettings } from '#core/health/read_settings'
import {
  databaseUrl,
  key,
  limit,
  networks,
  number,
  port,
  proxies,
  required,
  shares,
} from '#core/support/env_rules'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const schema = {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  DEBUG: Env.schema.boolean.optional(),

  HOST: Env.schema.string({ format: 'host' }),
  PORT: required(port()),
  APP_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  APP_KEY: key(Env.schema.secret()),
  LOG_LEVEL: Env.schema.enum.optional(LOG_LEVELS),
  LOG_FILE: Env.schema.string.optional(),

  FRONTEND_URL: Env.schema.string.optional({ format: 'url', tld: false, protocol: true }),
  MAIL_FROM: Env.schema.string.optional({ format: 'email' }),
  SMTP_HOST: Env.schema.string.optional({ format: 'host' }),
  SMTP_PORT: port(),
  SMTP_TLS: Env.schema.enum.optional(['starttls', 'implicit', 'none'] as const),
  SMTP_USERNAME: Env.schema.string.optional(),
  SMTP_PASSWORD: Env.schema.secret.optional(),

  ALLOWED_HOSTS: Env.schema.string.optional(),
  CORS_ALLOWED_ORIGINS: Env.schema.string.optional(),
  TRUSTED_PROXIES: proxies(),
  SHUTDOWN_DELAY: number(),

  REQUIRE_SUPERUSER_2FA: Env.schema.boolean.optional(),
  REFRESH_GRACE_SECONDS: number(),
  LEADS_UNCONVERT_DAYS: number(),
  IMPORT_MAX_MEGABYTES: number({ min: 1 }),
  IMPORT_MAX_LINES: number({ whole: true, min: 1 }),
  IMPORT_KEEP_DAYS: number(),
  FILES_FOLDER: Env.schema.string.optional(),
  FILES_MAX_MEGABYTES: number({ min: 1, max: 1_000 }),
  FILE_DOWNLOADS_AT_ONCE: shares(),
  FILES_QUOTA_MEGABYTES: number({ whole: true, min: 1 }),
  FILES_S3_BUCKET: Env.schema.string.optional(),
  FILES_S3_REGION: Env.schema.string.optional(),
  FILES_S3_ENDPOINT: Env.schema.string.optional({ format: 'url', tld: false, protocol: true }),
  FILES_S3_PATH_STYLE: Env.schema.boolean.optional(),
  FILES_S3_ACCESS_KEY_ID: Env.schema.string.optional(),
  FILES_S3_SECRET_ACCESS_KEY: Env.schema.secret.optional(),
  FILES_S3_DIRECT: Env.schema.boolean.optional(),
  FILES_LINK_MAX_MINUTES: number({ whole: true, min: 1, max: 10_080 }),
  EMAILS_PER_DAY: number({ whole: true, min: 0 }),
  EMAILS_THROUGH_INSTALLATION: Env.schema.boolean.optional(),
  EMAILS_MAX_MEGABYTES: number({ min: 1, max: 25 }),
  AUDIT_KEEP_DAYS: number({ whole: true, min: 30 }),
  THROTTLE_PASSWORD: limit(),
  THROTTLE: Env.schema.enum.optional(['on', 'off'] as const),
  THROTTLE_LOGIN_ACCOUNT: limit(),
  THROTTLE_LOGIN_ADDRESS: limit(),
  THROTTLE_REFRESH: limit(),
  THROTTLE_REGISTRATION: limit(),
  THROTTLE_RECOVERY_ACCOUNT: limit(),
  THROTTLE_RECOVERY_ADDRESS: limit(),
  THROTTLE_ONE_TIME_TOKEN: limit(),
  THROTTLE_INVITATION: limit(),
  THROTTLE_CALENDAR: limit(),
  RATE_LIMIT_CALLER: limit(),
  RATE_LIMIT_ORGANIZATION: limit(),
  RATE_LIMIT_UNAUTHENTICATED: limit(),

  REQUEST_HEADER_SECONDS: number(),
  REQUEST_BODY_SECONDS: number(),
  REQUEST_UPLOAD_SECONDS: number(),
  REQUEST_STALL_SECONDS: number(),
  REQUEST_BYTES_PER_SECOND: number(),
  REQUESTS_AT_ONCE: shares(),
  REQUESTS_WAITING: shares(),
  REQUEST_WAIT_SECONDS: number(),
  RECORD_WAIT_SECONDS: number(),
  UPLOADS_AT_ONCE: shares(),
  DOWNLOAD_STALL_SECONDS: number(),
  DOWNLOAD_SECONDS: number(),
  EXPORTS_AT_ONCE: shares(),
  STREAMS_AT_ONCE: shares(),
  KEEP_ALIVE_SECONDS: number(),

  DATABASE_URL: databaseUrl(),
  DB_POOL_MAX: number({ whole: true, min: 1 }),
  PLUGINS_WITHOUT: Env.schema.string.optional(),
  WORKERS: Env.schema.enum.optional(['on', 'polling', 'off'] as const),

  PLUGINS_HTTP_ALLOW: networks(),

  SEED_ADMIN_PASSWORD: Env.schema.secret.optional(),
}

const isServer = app.getEnvironment() === 'web'

export default await readSettings(new URL('../', import.meta.url), schema, isServer)
