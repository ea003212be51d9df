import { randomBytes } from 'node:crypto'

/** What production needs, and the same number of connections for every server. */
export function productionSettings(databaseUrl: string, port: number) {
  return {
    NODE_ENV: 'production',
    DEBUG: 'false',
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    APP_KEY: randomBytes(32).toString('base64url'),
    ALLOWED_HOSTS: '127.0.0.1',
    CORS_ALLOWED_ORIGINS: 'http://127.0.0.1:5173',
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl,
    DB_POOL_MAX: '10',
    /* Counted as always, and never reached. */
    RATE_LIMIT_CALLER: '999999999/60',
    RATE_LIMIT_ORGANIZATION: '999999999/60',
    /* The bare server refuses no one who waits. */
    REQUEST_WAIT_SECONDS: '120',
  }
}
