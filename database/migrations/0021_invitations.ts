import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#core/audit/audited'
import { enableRls } from '#core/database/rls'

/** Who has been asked into an organization by mail, as what, and what became of it. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE invitations (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          email text NOT NULL CHECK (char_length(email) <= 255),
          email_normalized text NOT NULL,
          role text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
          invited_by_id uuid REFERENCES users ON DELETE SET NULL,
          token_hash bytea,
          sent_at timestamptz(3),
          expires_at timestamptz(3) NOT NULL,
          accepted_at timestamptz(3),
          accepted_by_id uuid REFERENCES users ON DELETE SET NULL,
          revoked_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT invitations_ended_once_check CHECK (accepted_at IS NULL OR revoked_at IS NULL)
        )`)
      await db.rawQuery(`
        CREATE UNIQUE INDEX invitations_open_unique ON invitations (organization_id, email_normalized)
        WHERE accepted_at IS NULL AND revoked_at IS NULL`)
      await db.rawQuery(`
        CREATE INDEX invitations_list ON invitations (organization_id, created_at DESC, id DESC)`)
      await db.rawQuery('CREATE INDEX invitations_token ON invitations (token_hash)')
      await db.rawQuery('CREATE INDEX invitations_invited_by ON invitations (invited_by_id)')
      await db.rawQuery('CREATE INDEX invitations_accepted_by ON invitations (accepted_by_id)')
      await enableRls(db, 'invitations')
      await auditRecords(db, 'invitations', {
        resource: 'invitations',
        label: ['email'],
        omit: ['token_hash', 'email_normalized', 'sent_at'],
      })

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

      /* Whether an address is a member's already. Of members only: the fence sees to that. */
      await db.rawQuery('GRANT SELECT (email_normalized) ON users TO crm_app')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('REVOKE SELECT (email_normalized) ON users FROM crm_app')
      await db.rawQuery('DROP TABLE invitation_roles')
      await db.rawQuery('DROP TABLE invitations')
    })
  }
}
