import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/**
 * Where events of an organization are sent, how far each has come in the log, and what was sent. How
 * far it has come changes with every run and is of no interest to the audit log: it has a table of its
 * own, whose row is also what senders lock (ADR 0450).
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE webhooks (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          url text NOT NULL CHECK (char_length(url) <= 2000),
          description text CHECK (char_length(description) <= 255),
          types text[] NOT NULL CHECK (cardinality(types) BETWEEN 1 AND 50),
          changed_fields text[] CHECK (cardinality(changed_fields) BETWEEN 1 AND 50),
          filter jsonb,
          shape text NOT NULL DEFAULT 'full' CHECK (shape IN ('full', 'thin')),
          skip_own boolean NOT NULL DEFAULT false,
          state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'disabled')),
          state_reason text,
          sponsor_id uuid REFERENCES users ON DELETE SET NULL,
          sponsor_key_id uuid,
          secret text NOT NULL,
          previous_secret text,
          previous_secret_until timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT webhooks_reason_check CHECK ((state = 'active') = (state_reason IS NULL)),
          CONSTRAINT webhooks_previous_check
            CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
        )`)
      await db.rawQuery(
        'CREATE INDEX webhooks_list ON webhooks (organization_id, created_at DESC, id DESC)'
      )
      await db.rawQuery('CREATE INDEX webhooks_sponsor ON webhooks (sponsor_id)')
      await enableRls(db, 'webhooks')
      await auditRecords(db, 'webhooks', {
        resource: 'webhooks',
        label: ['url'],
        omit: ['secret', 'previous_secret'],
      })

      await db.rawQuery(`
        CREATE TABLE webhook_progress (
          organization_id uuid NOT NULL,
          webhook_id uuid NOT NULL,
          epoch integer NOT NULL,
          xid xid8 NOT NULL,
          event_id uuid NOT NULL,
          number bigint NOT NULL DEFAULT 0,
          is_backlogged boolean NOT NULL DEFAULT false,
          due_at timestamptz,
          not_before timestamptz,
          failing_since timestamptz,
          lease uuid,
          leased_until timestamptz,
          ran_at timestamptz,
          PRIMARY KEY (organization_id, webhook_id),
          CONSTRAINT webhook_progress_webhook_known FOREIGN KEY (organization_id, webhook_id)
            REFERENCES webhooks (organization_id, id) ON DELETE CASCADE
        )`)
      await enableRls(db, 'webhook_progress')

      await db.rawQuery(`
        CREATE TABLE webhook_deliveries (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          webhook_id uuid NOT NULL,
          number bigint NOT NULL,
          event_id uuid NOT NULL,
          event_type text NOT NULL,
          subject text NOT NULL,
          body text,
          replay_of_id uuid,
          replay_id uuid,
          state text NOT NULL DEFAULT 'pending'
            CHECK (state IN ('pending', 'delivered', 'failed', 'skipped')),
          attempt integer NOT NULL DEFAULT 0,
          next_attempt_at timestamptz DEFAULT now(),
          attempted_at timestamptz(3),
          status integer,
          duration_ms integer,
          error text CHECK (char_length(error) <= 1000),
          request_headers jsonb,
          answer_headers jsonb,
          answer text,
          attempts jsonb NOT NULL DEFAULT '[]',
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT webhook_deliveries_in_order UNIQUE (organization_id, webhook_id, number),
          CONSTRAINT webhook_deliveries_once UNIQUE (organization_id, webhook_id, replay_id, event_id),
          CONSTRAINT webhook_deliveries_webhook_known FOREIGN KEY (organization_id, webhook_id)
            REFERENCES webhooks (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT webhook_deliveries_due_check
            CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL))
        )`)
      for (const columns of [
        'organization_id, created_at DESC, id DESC',
        'organization_id, webhook_id, created_at DESC, id DESC',
      ]) {
        await db.rawQuery(`CREATE INDEX ON webhook_deliveries (${columns})`)
      }
      await db.rawQuery(
        `CREATE INDEX webhook_deliveries_pending
         ON webhook_deliveries (organization_id, webhook_id, number) WHERE state = 'pending'`
      )
      await enableRls(db, 'webhook_deliveries')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE webhook_deliveries')
      await db.rawQuery('DROP TABLE webhook_progress')
      await db.rawQuery('DROP TABLE webhooks')
    })
  }
}
