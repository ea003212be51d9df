import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v4'

/** A lead becomes a person, too, and any number of deals: what there is to take back of that. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE leads ADD COLUMN converted_person_id uuid,
          ADD CONSTRAINT leads_converted_person_known
            FOREIGN KEY (organization_id, converted_person_id)
            REFERENCES people (organization_id, id) ON DELETE SET NULL (converted_person_id)`)
      await db.rawQuery(
        `CREATE INDEX leads_converted_person ON leads (organization_id, converted_person_id)
         WHERE converted_person_id IS NOT NULL`
      )
      await db.rawQuery(`
        ALTER TABLE lead_conversions
          ADD COLUMN person_id uuid,
          ADD COLUMN person_is_new boolean NOT NULL DEFAULT false,
          ADD COLUMN person_version integer,
          ADD COLUMN person_filled text[] NOT NULL DEFAULT '{}',
          ADD COLUMN associated jsonb NOT NULL DEFAULT '[]',
          ADD CONSTRAINT lead_conversions_associated_check CHECK (jsonb_typeof(associated) = 'array'),
          ADD CONSTRAINT lead_conversions_person_known FOREIGN KEY (organization_id, person_id)
            REFERENCES people (organization_id, id) ON DELETE SET NULL (person_id)`)
      await db.rawQuery(
        `CREATE INDEX lead_conversions_person ON lead_conversions (organization_id, person_id)
         WHERE person_id IS NOT NULL`
      )
      await db.rawQuery(`
        CREATE TABLE lead_conversion_deals (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          lead_id uuid NOT NULL,
          deal_id uuid NOT NULL,
          deal_version integer NOT NULL,
          PRIMARY KEY (organization_id, lead_id, deal_id),
          CONSTRAINT lead_conversion_deals_conversion_known FOREIGN KEY (organization_id, lead_id)
            REFERENCES lead_conversions (organization_id, lead_id) ON DELETE CASCADE,
          CONSTRAINT lead_conversion_deals_deal_known FOREIGN KEY (organization_id, deal_id)
            REFERENCES deals (organization_id, id) ON DELETE CASCADE
        )`)
      await db.rawQuery(
        `CREATE INDEX lead_conversion_deals_deal ON lead_conversion_deals (organization_id, deal_id)`
      )
      await enableRls(db, 'lead_conversion_deals')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE lead_conversion_deals')
      await db.rawQuery(`
        ALTER TABLE lead_conversions DROP COLUMN person_id, DROP COLUMN person_is_new,
          DROP COLUMN person_version, DROP COLUMN person_filled, DROP COLUMN associated`)
      await db.rawQuery('ALTER TABLE leads DROP COLUMN converted_person_id')
    })
  }
}
