import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v2'

/**
 * By what a person is known, as one array that an index holds, and the oldest who is known by the
 * same. A function of `crm_system`, since row-level security keeps the planner from using an index
 * of arrays: what compares them is not leakproof.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE FUNCTION duplicates_keys(organization uuid, email text, phone text, phone_whole text,
                                        mobile text, mobile_whole text)
        RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN array_remove(ARRAY[
          organization::text || '/' || email,
          ${['phone', 'phone_whole', 'mobile', 'mobile_whole'].map(numberKey).join(',\n')}
        ], NULL)`)
      await createSecurityDefiner(
        db,
        `duplicates_of(p_id uuid, p_customer uuid, p_email text, p_numbers text[], p_leads boolean)
         RETURNS TABLE (resource text, id uuid, code text, name text, shared text)`,
        `LANGUAGE sql STABLE AS $$
          SELECT found.resource, found.id, found.code, found.name, found.shared FROM (
            SELECT 'customers' AS resource, c.id, c.code, c.name, ${SHARED('c')} AS shared, c.created_at
            FROM customers c
            WHERE c.organization_id = app_organization() AND c.deleted_at IS NULL
              AND c.id IS DISTINCT FROM p_id AND c.id IS DISTINCT FROM p_customer
              AND ${KEYS('c')} && ${WANTED}
            UNION ALL
            SELECT 'leads', l.id, l.code, l.name, ${SHARED('l')}, l.created_at
            FROM leads l
            WHERE p_leads AND l.organization_id = app_organization() AND l.deleted_at IS NULL
              AND l.converted_at IS NULL AND l.id IS DISTINCT FROM p_id
              AND ${KEYS('l')} && ${WANTED}
          ) found
          ORDER BY found.resource, found.created_at, found.id LIMIT 1
        $$`,
        ['crm_app']
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSecurityDefiners(db, 'duplicates_of(uuid, uuid, text, text[], boolean)')
      await db.rawQuery('DROP FUNCTION duplicates_keys(uuid, text, text, text, text, text)')
    })
  }
}

/** The digits of a number; null where there are none. */
function numberKey(column: string): string {
  return `organization::text || '/' || nullif(regexp_replace(${column} COLLATE "C", '[^0-9]', '', 'g'), '')`
}

const KEYS = (alias: string) => `duplicates_keys(${alias}.organization_id, ${alias}.email_key,
  ${alias}.phone, ${alias}.phone_normalized, ${alias}.mobile, ${alias}.mobile_normalized)`

const WANTED = `ARRAY(SELECT app_organization()::text || '/' || wanted.key
  FROM unnest(array_append(p_numbers, p_email)) wanted (key) WHERE wanted.key IS NOT NULL)`

const SHARED = (alias: string) =>
  `CASE WHEN ${alias}.email_key = p_email THEN 'e-mail address' ELSE 'telephone number' END`
