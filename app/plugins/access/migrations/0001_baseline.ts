import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v1'

/**
 * Roles of an organization and who has them, what else hands out a role, and the
 * question who is calling. The permissions of the catalogue live in code; the
 * table holds those that an organization adds for itself.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makePermissions(db)
      await makeRoles(db)
      await makeGrants(db)
      await makeUserRoles(db)
      await makeInvitationRoles(db)
      await makeApiKeys(db)
      await identifySessions(db)
      await identifyKeys(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSecurityDefiners(db, 'identify_key(bytea, text)', 'identify(uuid, uuid, text)')
      await db.rawQuery('DROP TABLE api_keys')
      await db.rawQuery('DROP TABLE invitation_roles')
      await db.rawQuery('DROP TABLE user_roles')
      await db.rawQuery('DROP TABLE role_permissions')
      await db.rawQuery('DROP TABLE roles')
      await db.rawQuery('DROP TABLE permissions')
      await dropSecurityDefiners(db, 'audit_grant()')
    })
  }
}

async function makePermissions(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE permissions (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      resource text NOT NULL CHECK (resource ~ '^[a-z][a-z0-9-]{0,99}$'),
      action text NOT NULL CHECK (action ~ '^[a-z][a-z0-9-]{0,49}$'),
      description text,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT permissions_name_unique UNIQUE (organization_id, resource, action)
    )`)
  await enableRls(db, 'permissions')
  await auditRecords(db, 'permissions', {
    resource: 'permissions',
    label: ['resource', 'action'],
  })
}

async function makeRoles(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE roles (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
      slug text NOT NULL,
      description text,
      system_key text CHECK (system_key IN ('admin', 'manager', 'sales', 'support', 'viewer')),
      is_active boolean NOT NULL DEFAULT true,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT roles_slug_unique UNIQUE (organization_id, slug)
    )`)
  await db.rawQuery(
    'CREATE UNIQUE INDEX roles_system_unique ON roles (organization_id, system_key) WHERE system_key IS NOT NULL'
  )
  await db.rawQuery('CREATE INDEX roles_list ON roles (organization_id, created_at DESC, id DESC)')
  await enableRls(db, 'roles')
  await auditRecords(db, 'roles', { resource: 'roles', label: ['name'] })
}

async function makeGrants(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE role_permissions (
      organization_id uuid NOT NULL,
      role_id uuid NOT NULL,
      permission text NOT NULL,
      reach text NOT NULL DEFAULT 'all' CHECK (reach IN ('own', 'all')),
      PRIMARY KEY (organization_id, role_id, permission),
      FOREIGN KEY (organization_id, role_id)
        REFERENCES roles (organization_id, id) ON DELETE CASCADE
    )`)
  await enableRls(db, 'role_permissions')
  /* A grant has no life of its own: it is something that a role has, and goes with it. */
  await createSecurityDefiner(
    db,
    'audit_grant() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      grant_row CONSTANT role_permissions := coalesce(NEW, OLD);
      label text;
      before jsonb;
      after jsonb;
    BEGIN
      SELECT r.name INTO label FROM roles r
      WHERE r.organization_id = grant_row.organization_id AND r.id = grant_row.role_id;
      IF NOT FOUND THEN RETURN NULL; END IF;
      IF TG_OP <> 'INSERT' THEN
        before := jsonb_build_object('permissions',
          jsonb_build_object('permission', OLD.permission, 'reach', OLD.reach));
      END IF;
      IF TG_OP <> 'DELETE' THEN
        after := jsonb_build_object('permissions',
          jsonb_build_object('permission', NEW.permission, 'reach', NEW.reach));
      END IF;
      IF before = after THEN RETURN NULL; END IF;
      PERFORM write_event(grant_row.organization_id,
        CASE WHEN TG_OP = 'DELETE' THEN 'roles:revoke' ELSE 'roles:grant' END,
        'roles', grant_row.role_id, label, before, after, 'done', NULL);
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER role_permissions_audit AFTER INSERT OR UPDATE OR DELETE ON role_permissions
    FOR EACH ROW EXECUTE FUNCTION audit_grant()`)
}

async function makeUserRoles(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE user_roles (
      organization_id uuid NOT NULL,
      id uuid NOT NULL,
      user_id uuid NOT NULL,
      role_id uuid NOT NULL,
      assigned_by_id uuid REFERENCES users ON DELETE SET NULL,
      is_active boolean NOT NULL DEFAULT true,
      assigned_at timestamptz(3) NOT NULL DEFAULT now(),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT user_roles_once_unique UNIQUE (organization_id, user_id, role_id),
      FOREIGN KEY (organization_id, user_id)
        REFERENCES user_organizations (organization_id, user_id) ON DELETE CASCADE,
      FOREIGN KEY (organization_id, role_id)
        REFERENCES roles (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery('CREATE INDEX user_roles_role ON user_roles (organization_id, role_id)')
  await db.rawQuery('CREATE INDEX user_roles_assigner ON user_roles (assigned_by_id)')
  await db.rawQuery(
    'CREATE INDEX user_roles_list ON user_roles (organization_id, created_at DESC, id DESC)'
  )
  await enableRls(db, 'user_roles')
  await auditRecords(db, 'user_roles', { resource: 'user-roles' })
}

async function makeInvitationRoles(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE invitation_roles (
      organization_id uuid NOT NULL,
      id uuid NOT NULL,
      invitation_id uuid NOT NULL,
      role_id uuid NOT NULL,
      PRIMARY KEY (organization_id, id),
      CONSTRAINT invitation_roles_once_unique UNIQUE (organization_id, invitation_id, role_id),
      FOREIGN KEY (organization_id, invitation_id)
        REFERENCES invitations (organization_id, id) ON DELETE CASCADE,
      FOREIGN KEY (organization_id, role_id)
        REFERENCES roles (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    'CREATE INDEX invitation_roles_role ON invitation_roles (organization_id, role_id)'
  )
  await enableRls(db, 'invitation_roles')
  await auditRecords(db, 'invitation_roles', { resource: 'invitation-roles' })
}

/**
 * Keys with which other software calls for one organization. Each acts within a
 * role, and no further than the member who answers for it: its sponsor.
 */
async function makeApiKeys(db: QueryClientContract) {
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
