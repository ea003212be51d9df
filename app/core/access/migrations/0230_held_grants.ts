import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * What a member holds, said once. `held_grants` is a query with a name: without a
 * security definer and settings of its own, PostgreSQL writes its body into the
 * query that calls it, so that it costs nothing, and rows are seen with the rights
 * of whoever asks. Its body is parsed when it is made, so that no search path
 * changes what it means.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(HELD_GRANTS)
      await replaceAll(db, IDENTIFY, IDENTIFY_KEY)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await replaceAll(db, FORMER_IDENTIFY, FORMER_IDENTIFY_KEY)
      await db.rawQuery('DROP FUNCTION held_grants(uuid, uuid)')
    })
  }
}

const HELD_GRANTS = `
  CREATE FUNCTION held_grants(p_organization uuid, p_user uuid)
  RETURNS TABLE (employee_id uuid, system_roles text[], grants text[])
  LANGUAGE sql STABLE
  BEGIN ATOMIC
    SELECT
      (SELECT e.id FROM employees e
       WHERE e.organization_id = p_organization AND e.user_id = p_user AND e.deleted_at IS NULL),
      ARRAY(SELECT r.system_key FROM user_roles ur
            JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
            WHERE ur.organization_id = p_organization AND ur.user_id = p_user
              AND ur.is_active AND r.is_active AND r.system_key IS NOT NULL),
      ARRAY(SELECT p.permission || '/' || p.reach FROM user_roles ur
            JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
            JOIN role_permissions p ON p.organization_id = r.organization_id AND p.role_id = r.id
            WHERE ur.organization_id = p_organization AND ur.user_id = p_user
              AND ur.is_active AND r.is_active);
  END`

/** What the two functions that know a caller asked for themselves before. */
const inlined = (organization: string) => `
            (SELECT e.id FROM employees e
             WHERE e.organization_id = ${organization} AND e.user_id = u.id
               AND e.deleted_at IS NULL) AS employee_id,
            ARRAY(SELECT held.system_key FROM user_roles ur
                  JOIN roles held ON held.organization_id = ur.organization_id AND held.id = ur.role_id
                  WHERE ur.organization_id = ${organization} AND ur.user_id = u.id
                    AND ur.is_active AND held.is_active AND held.system_key IS NOT NULL) AS system_roles,
            ARRAY(SELECT p.permission || '/' || p.reach FROM user_roles ur
                  JOIN roles held ON held.organization_id = ur.organization_id AND held.id = ur.role_id
                  JOIN role_permissions p
                    ON p.organization_id = held.organization_id AND p.role_id = held.id
                  WHERE ur.organization_id = ${organization} AND ur.user_id = u.id
                    AND ur.is_active AND held.is_active) AS grants`

const HELD = 'held.employee_id, held.system_roles, held.grants'

const identify = (columns: string, join: string) => `
  CREATE FUNCTION identify(p_session uuid, p_user uuid, p_organization text) RETURNS TABLE (
    user_id uuid, session_id uuid, organization_id uuid, role text, employee_id uuid,
    system_roles text[], grants text[], choices jsonb, plugins_version bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    answer record;
  BEGIN
    PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
    FOR answer IN
    SELECT u.id AS user_id, s.id AS session_id, m.organization_id, m.role, m.plugins_version,
      ${columns}
    FROM sessions s
    JOIN users u ON u.id = s.user_id AND u.is_active
    LEFT JOIN LATERAL (
      SELECT candidate.organization_id, candidate.role, candidate.plugins_version
      FROM (
        SELECT membership.organization_id, membership.role, membership.is_primary,
               o.plugins_version,
               count(*) OVER () AS choices
        FROM user_organizations membership
        JOIN organizations o ON o.id = membership.organization_id AND o.is_active
        WHERE membership.user_id = p_user AND membership.is_active
          AND (p_organization IS NULL OR o.slug = p_organization
               OR o.id::text = lower(p_organization))
      ) candidate
      WHERE candidate.choices = 1 OR candidate.is_primary
      LIMIT 1
    ) m ON true
    ${join}
    WHERE s.id = p_session AND s.user_id = p_user
      AND s.revoked_at IS NULL AND s.expires_at > now()
    LOOP
      PERFORM
        set_config('app.organization_id', coalesce(answer.organization_id::text, ''), true),
        set_config('app.actor_id', answer.user_id::text, true);
      identify.user_id := answer.user_id;
      identify.session_id := answer.session_id;
      identify.organization_id := answer.organization_id;
      identify.role := answer.role;
      identify.employee_id := answer.employee_id;
      identify.system_roles := answer.system_roles;
      identify.grants := answer.grants;
      identify.plugins_version := answer.plugins_version;
      IF answer.organization_id IS NULL THEN
        identify.choices := (
          SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug)
                                    ORDER BY o.name), '[]')
          FROM user_organizations membership
          JOIN organizations o ON o.id = membership.organization_id AND o.is_active
          WHERE membership.user_id = p_user AND membership.is_active);
      END IF;
      RETURN NEXT;
    END LOOP;
  END $$`

const identifyKey = (columns: string, join: string) => `
  CREATE FUNCTION identify_key(p_digest bytea, p_organization text) RETURNS TABLE (
    user_id uuid, key_id uuid, organization_id uuid, role text, employee_id uuid,
    system_roles text[], grants text[], key_system_role text, key_grants text[],
    key_permissions text[], plugins_version bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    answer record;
  BEGIN
    PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
    FOR answer IN
    SELECT u.id AS user_id, k.id AS key_id, o.id AS organization_id, m.role,
      ${columns},
      r.system_key AS key_system_role,
      ARRAY(SELECT p.permission || '/' || p.reach FROM role_permissions p
            WHERE p.organization_id = r.organization_id AND p.role_id = r.id
              AND r.is_active) AS key_grants,
      k.permissions AS key_permissions,
      o.plugins_version,
      coalesce(o.slug = p_organization OR o.id::text = lower(p_organization), true) AS is_named
    FROM api_keys k
    JOIN organizations o ON o.id = k.organization_id AND o.is_active
    JOIN roles r ON r.organization_id = k.organization_id AND r.id = k.role_id
    JOIN users u ON u.id = k.sponsor_id AND u.is_active
    JOIN user_organizations m
      ON m.organization_id = o.id AND m.user_id = u.id AND m.is_active
    ${join}
    WHERE (k.secret_hash = p_digest
           OR (k.previous_hash = p_digest AND k.previous_expires_at > now()))
      AND k.revoked_at IS NULL AND k.deleted_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > now())
    LOOP
      identify_key.user_id := answer.user_id;
      identify_key.key_id := answer.key_id;
      identify_key.role := answer.role;
      identify_key.employee_id := answer.employee_id;
      identify_key.system_roles := answer.system_roles;
      identify_key.grants := answer.grants;
      identify_key.key_system_role := answer.key_system_role;
      identify_key.key_grants := answer.key_grants;
      identify_key.key_permissions := answer.key_permissions;
      identify_key.plugins_version := answer.plugins_version;
      PERFORM set_config('app.actor_id', answer.user_id::text, true),
        set_config('app.api_key_id', answer.key_id::text, true);
      IF answer.is_named THEN
        PERFORM set_config('app.organization_id', answer.organization_id::text, true);
        identify_key.organization_id := answer.organization_id;
      END IF;
      RETURN NEXT;
    END LOOP;
  END $$`

const held = (organization: string) => `CROSS JOIN LATERAL held_grants(${organization}, u.id) held`

const IDENTIFY = identify(HELD, held('m.organization_id'))
const IDENTIFY_KEY = identifyKey(HELD, held('o.id'))
const FORMER_IDENTIFY = identify(inlined('m.organization_id'), '')
const FORMER_IDENTIFY_KEY = identifyKey(inlined('o.id'), '')

/** Makes the two functions anew: of the system's role, and callable by the login role only. */
async function replaceAll(db: QueryClientContract, ...definitions: string[]) {
  const names = ['identify(uuid, uuid, text)', 'identify_key(bytea, text)']
  await db.rawQuery('SET LOCAL ROLE crm_system')
  for (const name of names) await db.rawQuery(`DROP FUNCTION ${name}`)
  await db.rawQuery('RESET ROLE')
  for (const definition of definitions) await db.rawQuery(definition)
  await db.rawQuery('GRANT CREATE ON SCHEMA public TO crm_system')
  for (const name of names) await db.rawQuery(`ALTER FUNCTION ${name} OWNER TO crm_system`)
  await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM crm_system')
  await db.rawQuery('SET LOCAL ROLE crm_system')
  for (const name of names) {
    await db.rawQuery(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`)
    await db.rawQuery(`GRANT EXECUTE ON FUNCTION ${name} TO SESSION_USER`)
  }
  await db.rawQuery('RESET ROLE')
}
