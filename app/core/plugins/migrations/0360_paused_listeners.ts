import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v3'

/**
 * Listeners of plugins that keep failing, and the messages that wait for them meanwhile, by
 * organization. What is kept of both is gone as soon as the listener works again.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE listener_breakers (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          plugin text NOT NULL CHECK (char_length(plugin) <= 100),
          listener text NOT NULL CHECK (char_length(listener) <= 200),
          failed uuid[] NOT NULL,
          tries integer NOT NULL DEFAULT 0,
          reason text NOT NULL,
          paused_at timestamptz(3),
          retry_at timestamptz(3),
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, plugin, listener)
        )`)
      await db.rawQuery(`
        CREATE TABLE held_messages (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          plugin text NOT NULL CHECK (char_length(plugin) <= 100),
          listener text NOT NULL CHECK (char_length(listener) <= 200),
          message_id uuid NOT NULL,
          message jsonb NOT NULL,
          key_id uuid,
          held_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, plugin, listener, message_id)
        )`)
      for (const table of ['listener_breakers', 'held_messages']) await enableRls(db, table)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE held_messages, listener_breakers')
    })
  }
}
