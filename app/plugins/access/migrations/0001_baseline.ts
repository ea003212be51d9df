import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v1'

/**
 * Roles of an organization, who has them, and what else hands one out. The
 * permissions of the catalogue live in code; the table holds those that an
 * organization adds for itself.
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
    })
  }

  override async down() {
    this.defer(async (db) => {
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
