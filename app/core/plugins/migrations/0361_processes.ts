import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v3'

/** Processes of plugins, and each of their steps with what came of it. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE process_runs (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          plugin text NOT NULL CHECK (char_length(plugin) <= 100),
          process text NOT NULL CHECK (char_length(process) <= 100),
          state text NOT NULL DEFAULT 'running'
            CHECK (state IN ('running', 'compensating', 'done', 'compensated', 'failed')),
          step integer NOT NULL DEFAULT 0,
          round integer NOT NULL DEFAULT 1,
          is_undoing boolean NOT NULL DEFAULT false,
          input jsonb NOT NULL,
          reason text,
          caused_by uuid,
          key_id uuid,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          ended_at timestamptz(3),
          PRIMARY KEY (organization_id, id)
        )`)
      await db.rawQuery('CREATE INDEX process_runs_state ON process_runs (state, created_at)')
      await db.rawQuery(`
        CREATE TABLE process_steps (
          organization_id uuid NOT NULL,
          process_id uuid NOT NULL,
          position integer NOT NULL,
          name text NOT NULL CHECK (char_length(name) <= 100),
          state text NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'running', 'done', 'failed', 'compensated')),
          attempts integer NOT NULL DEFAULT 0,
          result jsonb,
          reason text,
          started_at timestamptz(3),
          ended_at timestamptz(3),
          PRIMARY KEY (organization_id, process_id, position),
          FOREIGN KEY (organization_id, process_id) REFERENCES process_runs ON DELETE CASCADE
        )`)
      for (const table of ['process_runs', 'process_steps']) await enableRls(db, table)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE process_steps, process_runs')
    })
  }
}
