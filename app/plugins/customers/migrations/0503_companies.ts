import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v4'

const COLUMNS = [
  'parent_id',
  'person_id',
  'domains',
  'addresses',
  'annual_revenue',
  'employee_count',
  'founded_on',
  'linkedin_url',
]

/** What an organization knows of companies. The people of individuals are referred to by their own module. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE customers
          ADD COLUMN parent_id uuid,
          ADD COLUMN person_id uuid,
          ADD COLUMN domains text[] NOT NULL DEFAULT '{}',
          ADD COLUMN addresses jsonb NOT NULL DEFAULT '[]',
          ADD COLUMN annual_revenue numeric(15, 2),
          ADD COLUMN employee_count integer,
          ADD COLUMN founded_on date,
          ADD COLUMN linkedin_url text,
          ADD CONSTRAINT customers_domains_check CHECK (cardinality(domains) <= 20),
          ADD CONSTRAINT customers_addresses_check CHECK (jsonb_typeof(addresses) = 'array'),
          ADD CONSTRAINT customers_annual_revenue_check CHECK (annual_revenue >= 0),
          ADD CONSTRAINT customers_employee_count_check CHECK (employee_count >= 0),
          ADD CONSTRAINT customers_linkedin_url_check CHECK (char_length(linkedin_url) <= 255),
          ADD CONSTRAINT customers_person_of_individual
            CHECK (person_id IS NULL OR customer_type = 'individual'),
          ADD CONSTRAINT customers_parent_known FOREIGN KEY (organization_id, parent_id)
            REFERENCES customers (organization_id, id) ON DELETE SET NULL (parent_id)`)
      await db.rawQuery(
        `CREATE INDEX customers_parent ON customers (organization_id, parent_id)
         WHERE parent_id IS NOT NULL`
      )
      await createSecurityDefiner(
        db,
        'customers_parented() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock(hashtextextended('customers/parents/' || NEW.organization_id, 0));
          PERFORM 1 FROM (
            WITH RECURSIVE above (id) AS (
              SELECT NEW.parent_id
              UNION
              SELECT customer.parent_id FROM above
              JOIN customers customer
                ON customer.organization_id = NEW.organization_id AND customer.id = above.id
              WHERE customer.parent_id IS NOT NULL
            )
            SELECT above.id FROM above WHERE above.id = NEW.id
          ) itself;
          IF FOUND THEN
            RAISE EXCEPTION 'a customer is not below itself' USING
              ERRCODE = 'check_violation', CONSTRAINT = 'customers_parent_above';
          END IF;
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery(`
        CREATE CONSTRAINT TRIGGER customers_parent_above AFTER INSERT OR UPDATE OF parent_id ON customers
        FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION customers_parented()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER customers_parent_above ON customers')
      await dropSecurityDefiners(db, 'customers_parented()')
      const dropped = COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ')
      await db.rawQuery(`ALTER TABLE customers ${dropped}`)
    })
  }
}
