import { BaseSchema } from '@adonisjs/lucid/schema'
import { STALE_IDENTITY } from '#core/database/pipelining/speculative_identity'

/** What a transaction fails with that was begun with a presumption which does not hold. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        `CREATE FUNCTION misjudged() RETURNS text LANGUAGE plpgsql AS $$
         BEGIN
           RAISE EXCEPTION 'this transaction rests on a presumption that does not hold'
             USING ERRCODE = '${STALE_IDENTITY}';
         END $$`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP FUNCTION misjudged()')
    })
  }
}
