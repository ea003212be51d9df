import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
} from '#database/helpers/v1'

/**
 * How people prove who they are, what they are to an organization, and how they
 * come into one.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeSessions(db)
      await makeAccountTokens(db)
      await makeSecondFactors(db)
      await makeProfiles(db)
      await makeInvitations(db)
      await makeImpersonations(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE impersonations')
      await db.rawQuery('DROP TABLE invitations')
      await db.rawQuery('DROP TABLE user_profiles')
      await db.rawQuery('DROP TABLE recovery_codes')
      await db.rawQuery('DROP TABLE second_factors')
      await db.rawQuery('DROP TABLE account_tokens')
      await db.rawQuery('DROP TABLE refresh_tokens')
      await db.rawQuery('DROP TABLE sessions')
      await dropSecurityDefiners(db, 'impersonator(uuid)')
    })
  }
}

async function makeSessions(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE sessions (
      id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      ip_address text,
      user_agent text,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      last_used_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL,
      revoked_at timestamptz(3),
      revoked_reason text CHECK (revoked_reason IN
        ('logout', 'revoked', 'reuse', 'password_changed', 'deactivated'))
    )`)
  await db.rawQuery('CREATE INDEX sessions_user ON sessions (user_id, created_at DESC)')
  await db.rawQuery(`
    CREATE TABLE refresh_tokens (
      id uuid PRIMARY KEY,
      session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
      token_hash bytea NOT NULL CONSTRAINT refresh_tokens_hash_unique UNIQUE,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL,
      used_at timestamptz(3)
    )`)
  await db.rawQuery('CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id)')
  await enableRlsWith(db, 'sessions', 'false')
  await enableRlsWith(db, 'refresh_tokens', 'false')
}

/**
 * What proves that somebody reads the mail of an address. A user has one row
 * for each purpose, so that a new token takes the place of the one before.
 */
async function makeAccountTokens(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE account_tokens (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      purpose text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
      email text NOT NULL CHECK (char_length(email) <= 255),
      token_hash bytea NOT NULL CONSTRAINT account_tokens_hash_unique UNIQUE,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL,
      used_at timestamptz(3),
      PRIMARY KEY (user_id, purpose)
    )`)
  await enableRlsWith(db, 'account_tokens', 'false')
}

/**
 * What somebody has besides their password: a device that makes codes, and codes
 * on paper for the day when it is lost. One that is not confirmed yet asks
 * nothing of anybody.
 */
async function makeSecondFactors(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE second_factors (
      user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
      secret text NOT NULL,
      last_step bigint,
      confirmed_at timestamptz(3),
      created_at timestamptz(3) NOT NULL DEFAULT now()
    )`)
  await db.rawQuery(`
    CREATE TABLE recovery_codes (
      user_id uuid NOT NULL REFERENCES second_factors ON DELETE CASCADE,
      code_hash bytea NOT NULL,
      used_at timestamptz(3),
      PRIMARY KEY (user_id, code_hash)
    )`)
  await enableRlsWith(db, 'second_factors', 'false')
  await enableRlsWith(db, 'recovery_codes', 'false')
}

async function makeProfiles(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE user_profiles (
      organization_id uuid NOT NULL,
      id uuid NOT NULL,
      user_id uuid NOT NULL,
      profile_type text NOT NULL CHECK (profile_type IN ('employee', 'vendor', 'customer')),
      is_primary boolean NOT NULL DEFAULT false,
      status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'suspended')),
      activated_at timestamptz(3),
      deactivated_at timestamptz(3),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT user_profiles_type_unique UNIQUE (organization_id, user_id, profile_type),
      FOREIGN KEY (organization_id, user_id)
        REFERENCES user_organizations (organization_id, user_id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    'CREATE INDEX user_profiles_list ON user_profiles (organization_id, created_at DESC, id DESC)'
  )
  await enableRls(db, 'user_profiles')
  await auditRecords(db, 'user_profiles', { resource: 'user-profiles' })
}

/** Who has been asked into an organization by mail, as what, and what became of it. */
async function makeInvitations(db: QueryClientContract) {
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
}

/**
 * A superuser who acts as somebody of an organization, to help: for a reason,
 * for a while, and with a trace in the organization's own log, whose events
 * name both.
 */
async function makeImpersonations(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE impersonations (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      superuser_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
      expires_at timestamptz(3) NOT NULL,
      ended_at timestamptz(3),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CHECK (user_id <> superuser_id),
      CHECK (expires_at > created_at)
    )`)
  await db.rawQuery('CREATE INDEX impersonations_user ON impersonations (user_id)')
  await db.rawQuery('CREATE INDEX impersonations_superuser ON impersonations (superuser_id)')
  await db.rawQuery(
    'CREATE INDEX impersonations_list ON impersonations (organization_id, created_at DESC, id DESC)'
  )
  await enableRlsWith(db, 'impersonations', 'organization_id = app_organization()')
  await db.rawQuery(
    'GRANT SELECT, UPDATE (ended_at, updated_at, version) ON impersonations TO crm_app'
  )
  await auditRecords(db, 'impersonations', { resource: 'impersonations' })

  /* Superusers belong to no organization, and are named only where they have acted for somebody. */
  await createSecurityDefiner(
    db,
    'impersonator(p_user uuid) RETURNS json',
    `LANGUAGE sql STABLE AS $$
      SELECT json_build_object('id', u.id, 'full_name',
        coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email),
        'email', u.email)
      FROM users u WHERE u.id = p_user AND EXISTS (
        SELECT 1 FROM impersonations i
        WHERE i.organization_id = app_organization() AND i.superuser_id = p_user)
    $$`,
    ['crm_app']
  )
}
