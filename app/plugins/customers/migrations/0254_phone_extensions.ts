import { BaseSchema } from '@adonisjs/lucid/schema'

const NUMBERS = [
  ['customers', 'phone'],
  ['customers', 'mobile'],
]

/** A number may be written with its extension: `+1 (415) 555-2671 x12`. */
export default class extends BaseSchema {
  override async up() {
    this.limit(40)
  }

  /** Fails where longer ones have been written. */
  override async down() {
    this.limit(20)
  }

  private limit(length: number) {
    this.defer(async (db) => {
      for (const [table, column] of NUMBERS) {
        await db.rawQuery(
          `ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_check,
           ADD CONSTRAINT ${table}_${column}_check CHECK (char_length(${column}) <= ${length})`
        )
      }
    })
  }
}
