import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners, enableRlsWith } from '#database/helpers/v1'

/**
 * Who is calling, and what may they do: asked of the tables of several modules.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeSigningKeys(db)
      await identifySessions(db)
      await identifyKeys(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSecurityDefiners(db, 'identify_key(bytea, text)', 'identify(uuid, uuid, text)')
      await db.rawQuery('DROP TABLE signing_keys')
    })
  }
}

/**
 * The keys of access tokens: one signs, those before it verify until the last
 * token that they signed has expired. Before the first rotation there is none,
 * and the key derived from APP_KEY serves.
 */
async function makeSigningKeys(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE signing_keys (
      id text PRIMARY KEY,
      secret text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      retired_at timestamptz(3)
    )`)
  await db.rawQuery(
    'CREATE UNIQUE INDEX signing_keys_one_signs ON signing_keys ((true)) WHERE retired_at IS NULL'
  )
  await enableRlsWith(db, 'signing_keys', 'false')
}

/**
 * One question of every request, answered in one round trip: is this session
 * alive, whose is it, which organization does it work in, and what may it do.
 * The organization and the actor are also set for the rest of the transaction.
 *
 * No row: the session or its user is gone. A row without an organization: none
 * was named and the choice is not obvious, or the named one is not theirs;
 * their choices come with it.
 */
async function identifySessions(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    `identify(p_session uuid, p_user uuid, p_organization text) RETURNS TABLE (
      user_id uuid, session_id uuid, organization_id uuid, role text, employee_id uuid,
      system_roles text[], grants text[], choices jsonb,
      plugins_version bigint)`,
    `LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE
      answer record;
    BEGIN
      PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
      FOR answer IN
      SELECT u.id AS user_id, s.id AS session_id, m.organization_id, m.role,
        m.plugins_version,
        (SELECT e.id FROM employees e
         WHERE e.organization_id = m.organization_id AND e.user_id = u.id
           AND e.deleted_at IS NULL) AS employee_id,
        ARRAY(SELECT r.system_key FROM user_roles ur
              JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
              WHERE ur.organization_id = m.organization_id AND ur.user_id = u.id
                AND ur.is_active AND r.is_active AND r.system_key IS NOT NULL) AS system_roles,
        ARRAY(SELECT p.permission || '/' || p.reach FROM user_roles ur
              JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
              JOIN role_permissions p
                ON p.organization_id = r.organization_id AND p.role_id = r.id
              WHERE ur.organization_id = m.organization_id AND ur.user_id = u.id
                AND ur.is_active AND r.is_active) AS grants
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
    END $$`,
    ['SESSION_USER']
  )
}

async function identifyKeys(db: QueryClientContract) {
  /*
   * As identify(), for a key: no row when the key, its organization or its
   * sponsor's place there is gone; a row without an organization when the
   * request names another one. The key is found by the digest of what was
   * sent, so that no comparison takes a time that tells something.
   */
  await createSecurityDefiner(
    db,
    `identify_key(p_digest bytea, p_organization text) RETURNS TABLE (
      user_id uuid, key_id uuid, organization_id uuid, role text, employee_id uuid,
      system_roles text[], grants text[], key_system_role text, key_grants text[],
      key_permissions text[], plugins_version bigint)`,
    `LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE
      answer record;
    BEGIN
      PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
      FOR answer IN
      SELECT u.id AS user_id, k.id AS key_id, o.id AS organization_id, m.role,
        (SELECT e.id FROM employees e
         WHERE e.organization_id = o.id AND e.user_id = u.id
           AND e.deleted_at IS NULL) AS employee_id,
        ARRAY(SELECT held.system_key FROM user_roles ur
              JOIN roles held ON held.organization_id = ur.organization_id AND held.id = ur.role_id
              WHERE ur.organization_id = o.id AND ur.user_id = u.id
                AND ur.is_active AND held.is_active AND held.system_key IS NOT NULL) AS system_roles,
        ARRAY(SELECT p.permission || '/' || p.reach FROM user_roles ur
              JOIN roles held ON held.organization_id = ur.organization_id AND held.id = ur.role_id
              JOIN role_permissions p
                ON p.organization_id = held.organization_id AND p.role_id = held.id
              WHERE ur.organization_id = o.id AND ur.user_id = u.id
                AND ur.is_active AND held.is_active) AS grants,
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
    END $$`,
    ['SESSION_USER']
  )
}
