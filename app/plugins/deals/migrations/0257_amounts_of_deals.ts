import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * The value of a deal has the decimals of its currency, which is the organization's
 * unless another one is said; it had two, and was of USD. The database rounds it, so
 * that one that takes another currency is written as that one is. What is expected
 * of a deal has the same decimals.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER deals_touched ON deals')
      await db.rawQuery(`
        ALTER TABLE deals
          DROP COLUMN expected_revenue,
          ALTER COLUMN value TYPE numeric,
          ALTER COLUMN currency SET DEFAULT organization_currency(),
          ADD CONSTRAINT deals_value_limit CHECK (value < 10000000000000),
          ADD COLUMN expected_revenue numeric NOT NULL GENERATED ALWAYS AS (
            round(coalesce(value, 0) * probability / 100, currency_decimals(currency))) STORED`)
      await db.rawQuery('ALTER TABLE deal_stage_intervals ALTER COLUMN value TYPE numeric')
      await roundValues(db)
      await indexSums(db)
      await db.rawQuery(TOUCHED)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER deals_touched ON deals')
      await db.rawQuery('DROP TRIGGER deals_amounts ON deals')
      await db.rawQuery('DROP FUNCTION deals_amounts()')
      await db.rawQuery('ALTER TABLE deal_stage_intervals ALTER COLUMN value TYPE numeric(15, 2)')
      await db.rawQuery(`
        ALTER TABLE deals
          DROP COLUMN expected_revenue,
          DROP CONSTRAINT deals_value_limit,
          ALTER COLUMN value TYPE numeric(15, 2),
          ALTER COLUMN currency SET DEFAULT 'USD',
          ADD COLUMN expected_revenue numeric(15, 2) NOT NULL
            GENERATED ALWAYS AS (round(coalesce(value, 0) * probability / 100, 2)) STORED`)
      await indexSums(db)
      await db.rawQuery(TOUCHED)
    })
  }
}

async function roundValues(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE FUNCTION deals_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.value := round(NEW.value, currency_decimals(NEW.currency));
      RETURN NEW;
    END $$`)
  /* What has more decimals than its currency keeps them until somebody writes it again. */
  await db.rawQuery('SET LOCAL ROLE crm_system')
  for (const table of ['deals', 'deal_stage_intervals']) {
    await db.rawQuery(`
      UPDATE ${table} SET value = round(value, currency_decimals(currency))
      WHERE currency_decimals(currency) <> 2 AND value = round(value, currency_decimals(currency))`)
  }
  await db.rawQuery('RESET ROLE')
  await db.rawQuery(`
    CREATE TRIGGER deals_amounts BEFORE INSERT OR UPDATE OF value, currency ON deals
    FOR EACH ROW WHEN (NEW.value IS NOT NULL) EXECUTE FUNCTION deals_amounts()`)
}

/** Those of the column that is made anew. */
async function indexSums(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE INDEX deals_board ON deals (organization_id, pipeline_id, stage_id, live_status)
    INCLUDE (status, currency, value, expected_revenue, priority, actual_close_date, created_at,
             deleted_at)`)
  await db.rawQuery(`
    CREATE INDEX deals_expected ON deals (organization_id, expected_close_date, id)
    INCLUDE (currency, value, expected_revenue) WHERE deleted_at IS NULL AND status = 'open'`)
  await db.rawQuery(`
    CREATE INDEX deals_won ON deals (organization_id, actual_close_date)
    INCLUDE (currency, value, expected_revenue) WHERE deleted_at IS NULL AND status = 'won'`)
}

/** As it was: the type of a column cannot change while a trigger asks for it. */
const TOUCHED = `
  CREATE TRIGGER deals_touched
  BEFORE UPDATE OF stage_id, value, expected_close_date, description, notes ON deals
  FOR EACH ROW WHEN (
    (OLD.stage_id, OLD.value, OLD.expected_close_date, OLD.description, OLD.notes)
    IS DISTINCT FROM
    (NEW.stage_id, NEW.value, NEW.expected_close_date, NEW.description, NEW.notes))
  EXECUTE FUNCTION deals_touched()`
