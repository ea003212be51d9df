import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#core/database/rls'

/** What leads became: what has to be known to take it back, while nothing else has happened. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE lead_conversions (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          lead_id uuid NOT NULL,
          qualification_status text NOT NULL,
          customer_id uuid NOT NULL,
          customer_is_new boolean NOT NULL,
          customer_version integer NOT NULL,
          customer_filled text[] NOT NULL,
          deal_id uuid,
          deal_version integer,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, lead_id),
          CONSTRAINT lead_conversions_lead_known FOREIGN KEY (organization_id, lead_id)
            REFERENCES leads (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT lead_conversions_customer_known FOREIGN KEY (organization_id, customer_id)
            REFERENCES customers (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT lead_conversions_deal_known FOREIGN KEY (organization_id, deal_id)
            REFERENCES deals (organization_id, id) ON DELETE SET NULL (deal_id)
        )`)
      await db.rawQuery(
        'CREATE INDEX lead_conversions_customer ON lead_conversions (organization_id, customer_id)'
      )
      await db.rawQuery(
        `CREATE INDEX lead_conversions_deal ON lead_conversions (organization_id, deal_id)
         WHERE deal_id IS NOT NULL`
      )
      await enableRls(db, 'lead_conversions')
      await db.rawQuery(`
        ALTER TABLE leads ADD CONSTRAINT leads_converted_deal_known
        FOREIGN KEY (organization_id, converted_deal_id)
        REFERENCES deals (organization_id, id) ON DELETE SET NULL (converted_deal_id)`)
      await db.rawQuery(`
        ALTER TABLE deals ADD CONSTRAINT deals_lead_known FOREIGN KEY (organization_id, lead_id)
        REFERENCES leads (organization_id, id) ON DELETE SET NULL (lead_id)`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE deals DROP CONSTRAINT deals_lead_known')
      await db.rawQuery('ALTER TABLE leads DROP CONSTRAINT leads_converted_deal_known')
      await db.rawQuery('DROP TABLE lead_conversions')
    })
  }
}
