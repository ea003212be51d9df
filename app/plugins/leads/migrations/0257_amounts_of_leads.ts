import { BaseSchema } from '@adonisjs/lucid/schema'

/** The estimated value of a lead has the decimals of the organization's currency; it had two. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE leads
          ALTER COLUMN estimated_value TYPE numeric,
          ADD CONSTRAINT leads_estimated_value_limit CHECK (estimated_value < 10000000000)`)
      /* What has more decimals than the currency keeps them until somebody writes it again. */
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(`
        UPDATE leads SET estimated_value = round(estimated_value, currency_decimals(o.currency)) FROM organizations o
        WHERE o.id = organization_id AND currency_decimals(o.currency) <> 2
          AND estimated_value = round(estimated_value, currency_decimals(o.currency))`)
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(`
        CREATE FUNCTION leads_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.estimated_value := round(NEW.estimated_value, currency_decimals(
            (SELECT o.currency FROM organizations o WHERE o.id = NEW.organization_id)));
          RETURN NEW;
        END $$`)
      await db.rawQuery(`
        CREATE TRIGGER leads_amounts BEFORE INSERT OR UPDATE OF estimated_value ON leads
        FOR EACH ROW WHEN (NEW.estimated_value IS NOT NULL) EXECUTE FUNCTION leads_amounts()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER leads_amounts ON leads')
      await db.rawQuery('DROP FUNCTION leads_amounts()')
      await db.rawQuery(`
        ALTER TABLE leads
          DROP CONSTRAINT leads_estimated_value_limit,
          ALTER COLUMN estimated_value TYPE numeric(12, 2)`)
    })
  }
}
