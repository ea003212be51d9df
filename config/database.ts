import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { listed } from '#core/plugins/listed'
import { migrationPaths } from '#core/plugins/migration_paths'
import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'
import { isUsable, prepareConnection } from '#core/database/connection_health'

/*
 * What the driver hands over: counts as numbers, and dates as the text that
 * PostgreSQL sent, so that no time zone can move them.
 */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/**
 * Keeps values out of error messages, and so out of the log. A setting of knex
 * that Lucid passes on without knowing it.
 */
const WITHOUT_VALUES = { compileSqlOnError: false }

/** knex waits for the answer, which the types of Lucid do not know. */
const CHECKED: object = { validate: isUsable }

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
        afterCreate: prepareConnection,
        ...CHECKED,
      },
      ...WITHOUT_VALUES,
      migrations: {
        naturalSort: true,
        paths: migrationPaths(listed),
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
