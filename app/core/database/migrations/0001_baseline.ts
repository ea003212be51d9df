import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners, enableRlsWith } from '#database/helpers/v1'

/**
 * Numbers that are kept instead of scanned for: the next code of a resource, how
 * many records an organization has, and what they amount to (ADR 0005, 0006
 * and 0090); and what a transaction fails with that rests on a presumption.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE code_counters (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          resource text NOT NULL,
          last bigint NOT NULL,
          PRIMARY KEY (organization_id, resource)
        ) WITH (fillfactor = 50)`)
      await enableRlsWith(db, 'code_counters', 'organization_id = app_organization()')
      await db.rawQuery('GRANT SELECT ON code_counters TO crm_app')

      await createSecurityDefiner(
        db,
        'assign_code() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        DECLARE
          prefix text := TG_ARGV[0];
          number bigint;
        BEGIN
          IF NEW.code IS NULL THEN
            INSERT INTO code_counters AS counter (organization_id, resource, last)
            VALUES (NEW.organization_id, TG_TABLE_NAME, 1)
            ON CONFLICT (organization_id, resource) DO UPDATE SET last = counter.last + 1
            RETURNING last INTO number;
            NEW.code := prefix || lpad(number::text, greatest(3, length(number::text)), '0');
          ELSIF NEW.code ~ ('^' || prefix || '[0-9]{1,15}$') THEN
            number := substring(NEW.code FROM length(prefix) + 1)::bigint;
            INSERT INTO code_counters AS counter (organization_id, resource, last)
            VALUES (NEW.organization_id, TG_TABLE_NAME, number)
            ON CONFLICT (organization_id, resource)
            DO UPDATE SET last = greatest(counter.last, EXCLUDED.last);
          END IF;
          RETURN NEW;
        END $$`,
        ['SESSION_USER']
      )

      await db.rawQuery(`
        CREATE TABLE record_counters (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          resource text NOT NULL,
          facets text[] NOT NULL,
          slot smallint NOT NULL,
          total bigint NOT NULL,
          sums numeric[] NOT NULL DEFAULT '{}',
          PRIMARY KEY (organization_id, resource, facets, slot)
        ) WITH (fillfactor = 50)`)
      await enableRlsWith(db, 'record_counters', 'organization_id = app_organization()')
      await db.rawQuery('GRANT SELECT ON record_counters TO crm_app')

      /*
       * A transaction counts in a slot of its own while it lasts, so that two
       * writers of one organization neither wait for nor deadlock each other.
       */
      await createSecurityDefiner(
        db,
        'counter_slot(p_organization uuid) RETURNS smallint',
        `LANGUAGE plpgsql AS $$
        DECLARE
          held text := nullif(current_setting('app.counter_slot', true), '');
          slots CONSTANT integer := 32;
          candidate integer;
        BEGIN
          IF split_part(held, '/', 1) = p_organization::text THEN
            RETURN split_part(held, '/', 2)::smallint;
          END IF;
          FOR candidate IN 0 .. slots - 1 LOOP
            IF pg_try_advisory_xact_lock(hashtext(p_organization::text), candidate) THEN
              PERFORM set_config('app.counter_slot', p_organization::text || '/' || candidate, true);
              RETURN candidate;
            END IF;
          END LOOP;
          candidate := pg_backend_pid() % slots;
          PERFORM pg_advisory_xact_lock(hashtext(p_organization::text), candidate);
          PERFORM set_config('app.counter_slot', p_organization::text || '/' || candidate, true);
          RETURN candidate;
        END $$`,
        ['crm_system']
      )

      /* What a transaction fails with that was begun with a presumption which does not hold. */
      await db.rawQuery(
        `CREATE FUNCTION misjudged() RETURNS text LANGUAGE plpgsql AS $$
         BEGIN
           RAISE EXCEPTION 'this transaction rests on a presumption that does not hold'
             USING ERRCODE = 'HC001';
         END $$`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP FUNCTION misjudged()')
      await db.rawQuery('DROP TABLE record_counters')
      await db.rawQuery('DROP TABLE code_counters')
      await dropSecurityDefiners(db, 'counter_slot(uuid)', 'assign_code()')
    })
  }
}
