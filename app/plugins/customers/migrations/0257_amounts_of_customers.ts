import { BaseSchema } from '@adonisjs/lucid/schema'

/** The credit limit of a customer has the decimals of the organization's currency; it had two. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE customers
          ALTER COLUMN credit_limit TYPE numeric,
          ADD CONSTRAINT customers_credit_limit_limit CHECK (credit_limit < 10000000000000)`)
      /* What has more decimals than the currency keeps them until somebody writes it again. */
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(`
        UPDATE customers SET credit_limit = round(credit_limit, currency_decimals(o.currency)) FROM organizations o
        WHERE o.id = organization_id AND currency_decimals(o.currency) <> 2
          AND credit_limit = round(credit_limit, currency_decimals(o.currency))`)
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(`
        CREATE FUNCTION customers_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.credit_limit := round(NEW.credit_limit, currency_decimals(
            (SELECT o.currency FROM organizations o WHERE o.id = NEW.organization_id)));
          RETURN NEW;
        END $$`)
      await db.rawQuery(`
        CREATE TRIGGER customers_amounts BEFORE INSERT OR UPDATE OF credit_limit ON customers
        FOR EACH ROW WHEN (NEW.credit_limit IS NOT NULL) EXECUTE FUNCTION customers_amounts()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER customers_amounts ON customers')
      await db.rawQuery('DROP FUNCTION customers_amounts()')
      await db.rawQuery(`
        ALTER TABLE customers
          DROP CONSTRAINT customers_credit_limit_limit,
          ALTER COLUMN credit_limit TYPE numeric(15, 2)`)
    })
  }
}
