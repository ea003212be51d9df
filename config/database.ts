import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { listed } from '#plugins/runtime/listed'
import { migrationPaths } from '#plugins/runtime/migration_paths'
import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'

/*
 * What the driver hands over: counts as numbers, and dates as the text that
 * PostgreSQL sent, so that no time zone can move them.
 */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/**
 * Settings of every session, none of which knows an organization.
 *
 * - Parallel counting doubles the CPU of a request for the same latency.
 * - A statement, a lock or a forgotten transaction never holds a connection
 *   for long.
 */
const SESSION = [
  `SET TIME ZONE 'UTC'`,
  'SET max_parallel_workers_per_gather = 0',
  'SET jit = off',
  `SET statement_timeout = '5s'`,
  `SET lock_timeout = '3s'`,
  `SET idle_in_transaction_session_timeout = '30s'`,
].join('; ')

/**
 * Keeps values out of error messages, and so out of the log. A setting of knex
 * that Lucid passes on without knowing it.
 */
const WITHOUT_VALUES = { compileSqlOnError: false }

export default defineConfig({
  connection: 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      /* Filled in by the database provider: DATABASE_URL, or the embedded server. */
      connection: {},
      pool: {
        min: 0,
        max: env.get('DB_POOL_MAX', 20),
        acquireTimeoutMillis: 3_000,
        afterCreate(connection: pg.Client, done: (error: Error | null, client: pg.Client) => void) {
          connection.query(SESSION, (error) => done(error, connection))
        },
      },
      ...WITHOUT_VALUES,
      migrations: {
        naturalSort: true,
        paths: ['database/migrations', ...migrationPaths(listed)],
        tableName: 'adonis_schema',
      },
      schemaGeneration: {
        enabled: !app.inProduction,
        rulesPaths: ['./database/schema_rules.js'],
      },
      debug: false,
    },
  },
})
