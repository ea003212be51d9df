import type { SchemaRules } from '@adonisjs/lucid/types/schema_generator'

const words = (type: string) => ({ tsType: type, decorators: [{ name: '@column' }] })

const hidden = (type: string) => ({
  tsType: type,
  decorators: [{ name: '@column', args: { serializeAs: null } }],
})

const moment = (args?: { autoCreate?: boolean; autoUpdate?: boolean }) => ({
  tsType: 'DateTime',
  imports: [
    { source: 'luxon', namedImports: ['DateTime'] },
    { source: '#core/resources/records/columns', namedImports: ['timestamp'] },
  ],
  decorators: [{ name: '@timestamp', ...(args && { args }) }],
})

/** What the generator cannot know about a column: its words, or that it is none of ours. */
export default {
  types: {
    DateTime: moment(),
    decimal: {
      tsType: 'string',
      imports: [{ source: '#core/resources/records/decimal', namedImports: ['decimal'] }],
      decorators: [{ name: '@decimal' }],
    },
  },
  columns: {
    created_at: moment({ autoCreate: true }),
    updated_at: moment({ autoCreate: true, autoUpdate: true }),
    extensions: words('Record<string, Record<string, unknown>>'),
  },
  tables: {
    activities: {
      skipColumns: ['search_text', 'participants', 'scheduled_at', 'public_subject'],
      columns: {
        kind: words(`'task' | 'note' | 'meeting' | 'call' | 'message'`),
        status: words(`'planned' | 'completed' | 'canceled'`),
        visibility: words(`'private' | 'team' | 'all'`),
        priority: words(`'low' | 'medium' | 'high' | 'urgent'`),
        direction: words(`'inbound' | 'outbound'`),
        outcome: words(`'connected' | 'no_answer' | 'busy' | 'left_message' | 'wrong_number'`),
        channel: words(`'email' | 'chat' | 'sms' | 'other'`),
      },
    },
    api_keys: {
      columns: { permissions: words('string[] | null') },
    },
    associations: {
      columns: { labels: words('string[]'), inverse_labels: words('string[]') },
    },
    /* Its place in the order of commits is read by SQL alone. */
    audit_events: { skipColumns: ['epoch', 'xid'] },
    attachments: {
      columns: {
        size: words('number'),
        sha256: {
          tsType: 'string',
          decorators: [{ name: '@column', args: { columnName: 'sha256' } }],
        },
        scan_status: words(`'clean' | 'pending' | 'refused'`),
      },
    },
    customers: {
      skipColumns: ['search_text', 'email_key', 'addresses'],
      columns: {
        customer_type: words(`'individual' | 'business'`),
        status: words(`'active' | 'inactive' | 'prospect' | 'vip'`),
        tags: words('string[]'),
        domains: words('string[]'),
      },
    },
    deals: {
      skipColumns: ['search_text', 'live_status', 'expected_revenue'],
      columns: {
        status: words(`'open' | 'won' | 'lost'`),
        priority: words(`'low' | 'medium' | 'high' | 'urgent'`),
        tags: words('string[]'),
      },
    },
    emails: {
      skipColumns: ['to_email_key'],
      columns: {
        to_type: words(`'people' | 'leads'`),
        state: words(`'queued' | 'sent' | 'failed' | 'bounced' | 'opted_out'`),
        attachment_ids: words('string[]'),
      },
    },
    email_settings: {
      columns: {
        smtp_security: words(`'starttls' | 'implicit'`),
        events_provider: words(`'mailgun' | 'postmark' | 'sendgrid' | 'ses'`),
      },
    },
    email_suppressions: {
      skipColumns: ['email_key'],
      columns: { reason: words(`'manual' | 'unsubscribed' | 'complained' | 'bounced'`) },
    },
    employees: {
      skipColumns: ['search_text', 'email_key'],
      columns: {
        /* A day has no time zone that could move it: it stays the text that it is. */
        hire_date: words('string'),
        termination_date: words('string'),
        employment_type: words(`'full_time' | 'part_time' | 'contract' | 'intern'`),
        status: words(`'active' | 'inactive' | 'on_leave' | 'terminated'`),
      },
    },
    imports: {
      skipColumns: ['processed'],
      columns: {
        columns: words('string[]'),
        mapping: words(`import('#plugins/imports/models/import/mapping').Mapping`),
        status: words(
          `'queued' | 'running' | 'completed' | 'failed' | 'canceled' | 'reverting' | 'reverted'`
        ),
      },
    },
    custom_fields: {
      columns: {
        type: words(`import('#core/custom_fields/custom_field').CustomType`),
        index_state: words(`import('#core/custom_fields/custom_field').IndexState`),
        default_value: words('unknown'),
        options: words(`readonly import('#core/custom_fields/custom_field').KeptOption[]`),
      },
    },
    invitations: {
      columns: { role: words(`'owner' | 'admin' | 'member'`) },
    },
    leads: {
      skipColumns: ['search_text', 'email_key', 'lead_score', 'is_converted'],
      columns: {
        source: words(
          `'website' | 'referral' | 'social_media' | 'email_campaign' | 'cold_call' | 'event' | 'partner' | 'other'`
        ),
        status: words(`'active' | 'inactive'`),
        qualification_status: words(
          `'new' | 'contacted' | 'qualified' | 'unqualified' | 'converted' | 'lost'`
        ),
        score_points: words('Readonly<Record<string, number>>'),
        tags: words('string[]'),
      },
    },
    people: {
      skipColumns: ['search_text', 'email_key', 'emails', 'phones'],
      columns: {
        status: words(`'active' | 'inactive'`),
        consent: words('Readonly<Record<string, string>>'),
        birthday: words('string'),
        tags: words('string[]'),
      },
    },
    vendors: {
      skipColumns: ['search_text', 'email_key'],
      columns: {
        vendor_type: words(`'supplier' | 'service_provider' | 'contractor' | 'consultant'`),
        status: words(`'active' | 'inactive' | 'pending' | 'blacklisted'`),
      },
    },
    organizations: {
      skipColumns: ['plugins_version'],
      columns: { settings: words('Record<string, unknown>') },
    },
    pipeline_stages: {
      skipColumns: ['live_type'],
      columns: {
        type: words(`'open' | 'won' | 'lost'`),
      },
    },
    user_organizations: {
      columns: { role: words(`'owner' | 'admin' | 'member'`) },
    },
    user_profiles: {
      columns: {
        profile_type: words(`'employee' | 'vendor' | 'customer'`),
        status: words(`'active' | 'inactive' | 'suspended'`),
      },
    },
    products: { skipColumns: ['search_text'] },
    quotes: {
      columns: { status: words(`'draft' | 'sent' | 'accepted' | 'declined'`) },
    },
    webhooks: {
      columns: {
        types: words('string[]'),
        changed_fields: words('string[] | null'),
        filter: words(`import('#plugins/webhooks/models/webhook/subscription').Filters | null`),
        shape: words(`'full' | 'thin'`),
        state: words(`'active' | 'paused' | 'disabled'`),
        state_reason: words(`import('#plugins/webhooks/models/webhook/reasons').Reason | null`),
        secret: hidden('string'),
        previous_secret: hidden('string | null'),
      },
    },
    /* How far each has come is read and written by SQL alone. */
    webhook_progress: { skipColumns: ['epoch', 'xid'] },
    roles: {
      columns: { system_key: words(`'admin' | 'manager' | 'sales' | 'support' | 'viewer' | null`) },
    },
    organization_plugins: {
      columns: {
        settings: words('Record<string, unknown>'),
        secrets: {
          tsType: 'Record<string, string>',
          decorators: [{ name: '@column', args: { serializeAs: null } }],
        },
      },
    },
    role_permissions: {
      columns: { reach: words(`'own' | 'all'`) },
    },
    sessions: {
      columns: {
        revoked_reason: words(
          `'logout' | 'revoked' | 'reuse' | 'password_changed' | 'deactivated' | null`
        ),
      },
    },
  },
} satisfies SchemaRules
