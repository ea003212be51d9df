/*
 * What became of migrations that a database may have recorded under other names. Read before any
 * migration runs, so that nothing runs twice: see app/core/database/migration_history.ts.
 */

/** The migrations of 0.1, which are in the baselines now. */
export const SQUASHED: readonly string[] = [
  '0001_tenancy',
  '0002_identity',
  '0003_organizations',
  '0004_access',
  '0005_counters',
  '0006_employees',
  '0007_customers',
  '0008_identify',
  '0009_last_owner',
  '0010_audit',
  '0011_jobs',
  '0012_plugins',
  '0020_account_tokens',
  '0021_invitations',
  '0030_throttles',
  '0031_api_keys',
  '0032_second_factors',
  '0033_organization_settings',
  '0034_signing_keys',
  '0041_vendors',
  '0042_leads',
  '0043_lead_scores',
  '0050_pipelines',
  '0051_deals',
  '0059_lead_conversions',
  '0070_admin_sessions',
  '0090_deal_sums',
  '0091_won_deals',
  '0092_deal_groups',
  '0100_idempotent_answers',
  '0110_impersonations',
  '0111_newest_matches',
  '0112_broad_searches',
  '0120_imports',
  '0140_audit_retention',
  '0150_stewardship',
  '0151_imports_by_superusers',
  '0160_logins_in_the_log',
  '0170_misjudged',
  '0171_admin_reads',
].map((name) => `database/migrations/${name}`)

/** What the migrations of 0.1 came to, module by module, in the order in which they run. */
export const BASELINES: readonly string[] = [
  'database/migrations/0001_baseline_roles',
  'database/migrations/0002_baseline_organizations',
  ...[
    'core/database',
    'core/audit',
    'core/jobs',
    'core/plugins',
    'core/rate_limits',
    'core/http',
    'plugins/identity',
    'plugins/access',
    'plugins/employees',
    'plugins/customers',
    'plugins/vendors',
    'plugins/deals',
    'plugins/leads',
    'plugins/imports',
    'core/access',
    'admin',
  ].map((module) => `app/${module}/migrations/0001_baseline`),
]

/** Migrations that were written since and have moved to their module: the old name, and the new one. */
export const MOVED: readonly (readonly [from: string, to: string])[] = [
  ['database/migrations/0180_ended_sessions', 'app/admin/migrations/0180_ended_sessions'],
  [
    'database/migrations/0190_import_raw_lines',
    'app/plugins/imports/migrations/0190_import_raw_lines',
  ],
  ['database/migrations/0195_form_submissions', 'app/admin/migrations/0195_form_submissions'],
  [
    'database/migrations/0220_impersonation_of_session',
    'app/admin/migrations/0220_impersonation_of_session',
  ],
  [
    'database/migrations/0221_sessions_ended_at',
    'app/plugins/identity/migrations/0221_sessions_ended_at',
  ],
  ['database/migrations/0230_held_grants', 'app/core/access/migrations/0230_held_grants'],
]
