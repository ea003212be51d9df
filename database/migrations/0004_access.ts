import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#core/database/rls'

/**
 * Roles of an organization and who has them. The permissions of the catalogue
 * live in code; this table holds those that an organization adds for itself.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
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
      await enableRls(db, 'roles')

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
      await enableRls(db, 'user_roles')
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of ['user_roles', 'role_permissions', 'roles', 'permissions']) {
        await db.rawQuery(`DROP TABLE ${table}`)
      }
    })
  }
}
