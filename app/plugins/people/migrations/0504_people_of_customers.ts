import { BaseSchema } from '@adonisjs/lucid/schema'

/** The human who an individual customer is: customers know no people. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE customers ADD CONSTRAINT customers_person_known
        FOREIGN KEY (organization_id, person_id)
        REFERENCES people (organization_id, id) ON DELETE SET NULL (person_id)`)
      await db.rawQuery(
        `CREATE INDEX customers_person ON customers (organization_id, person_id)
         WHERE person_id IS NOT NULL`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE customers DROP CONSTRAINT customers_person_known')
      await db.rawQuery('DROP INDEX customers_person')
    })
  }
}
