import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#core/audit/audited'
import { enableRls, createSecurityDefiner } from '#core/database/rls'

/**
 * Keys with which other software calls for one organization. Each acts within a
 * role, and no further than the member who answers for it: his sponsor.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE api_keys (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
          prefix text NOT NULL,
          secret_hash bytea NOT NULL CONSTRAINT api_keys_secret_unique UNIQUE,
          previous_hash bytea CONSTRAINT api_keys_previous_unique UNIQUE,
          previous_expires_at timestamptz(3),
          role_id uuid NOT NULL,
          permissions text[],
          sponsor_id uuid REFERENCES users ON DELETE SET NULL,
          expires_at timestamptz(3),
          last_used_at timestamptz(3),
          revoked_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          FOREIGN KEY (organization_id, role_id)
            REFERENCES roles (organization_id, id) ON DELETE CASCADE,
          CHECK ((previous_hash IS NULL) = (previous_expires_at IS NULL))
        )`)
      await db.rawQuery('CREATE INDEX api_keys_role ON api_keys (organization_id, role_id)')
      await db.rawQuery('CREATE INDEX api_keys_sponsor ON api_keys (sponsor_id)')
      await db.rawQuery(
        'CREATE INDEX api_keys_list ON api_keys (organization_id, created_at DESC, id DESC)'
      )
      await enableRls(db, 'api_keys')
      await auditRecords(db, 'api_keys', {
        resource: 'api-keys',
        label: ['name'],
        omit: ['secret_hash', 'previous_hash', 'last_used_at'],
      })

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
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION identify_key(bytea, text)')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP TABLE api_keys')
    })
  }
}
