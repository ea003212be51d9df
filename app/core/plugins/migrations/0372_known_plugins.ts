import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#database/helpers/v1'

/**
 * What plugins keep callers from, as servers found it when they last ran: for the day when one of
 * them cannot be loaded. Read by the system alone.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE known_plugins (
          id text PRIMARY KEY CHECK (char_length(id) <= 100),
          version text NOT NULL,
          enabled jsonb NOT NULL,
          narrows jsonb NOT NULL,
          seen_at timestamptz(3) NOT NULL DEFAULT now()
        )`)
      /* Plugins that were there before this was kept may have decided about anything: see recallPlugins. */
      await db.rawQuery(`
        INSERT INTO known_plugins (id, version, enabled, narrows)
        SELECT '*', '0.0.0', '"off"', '{"resources": [], "actions": [], "guards": []}'
        WHERE EXISTS (SELECT FROM organizations)`)
      await enableRlsWith(db, 'known_plugins', 'false')
    })
  }

  override async down() {
    this.schema.dropTable('known_plugins')
  }
}
