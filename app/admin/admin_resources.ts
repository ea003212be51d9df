import { actorSummary, organizationSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import imports, { IMPORT_PROGRESS, IMPORT_STATUSES } from '#plugins/imports/resources/imports'
import {
  boolean,
  choice,
  code,
  embedded,
  integer,
  text,
  timestamp,
  uuid,
} from '#core/resources/fields'

/*
 * What superusers see of all organizations, on the engine of any other list.
 * None is declared: the API has no such lists. In units of the system.
 */

/** Everybody who has an account. */
export const adminUsers = defineResource({
  name: 'users',
  singular: 'user',
  standard: ['read'],
  baseScope: () => 'true',

  in: ['page'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    full_name: text({
      sql: `coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.username, r.email)`,
      filter: false,
      sort: false,
      in: ['list', 'detail', 'page'],
      search: true,
    }),
    email: text({ nullable: false, anyCase: true, in: ['list', 'detail', 'page'], search: true }),
    username: text({ search: true }),
    phone: code({ in: [], search: true }),
    is_active: boolean({ nullable: false, in: ['list', 'page'] }),
    is_verified: boolean({ nullable: false }),
    is_superuser: boolean({ nullable: false }),
    two_factor_enabled: boolean({ nullable: false, in: [] }),
    organizations: integer({
      sql: `(SELECT count(*)::int FROM user_organizations m WHERE m.user_id = r.id AND m.is_active)`,
      filter: false,
      sort: false,
      in: [],
    }),
    last_login_at: timestamp(),
    created_at: timestamp({ nullable: false, in: ['list', 'page'] }),
  },
})

/** All organizations. */
export const adminOrganizations = defineResource({
  name: 'organizations',
  singular: 'organization',
  standard: ['read'],
  baseScope: () => 'true',

  in: ['page'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    name: text({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    slug: code({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    email: text({ in: [], search: true }),
    phone: code({ in: [], search: true }),
    industry: text({ in: [] }),
    country: text({ in: [] }),
    is_active: boolean({ nullable: false, in: ['list', 'page'] }),
    subscription_plan: code({ nullable: false, in: ['list', 'page'] }),
    subscription_status: code({ nullable: false }),
    members: integer({
      sql: `(SELECT count(*)::int FROM user_organizations m
             WHERE m.organization_id = r.id AND m.is_active)`,
      filter: false,
      sort: false,
    }),
    records: integer({
      sql: `(SELECT coalesce(sum(total), 0)::bigint FROM record_counters c
             WHERE c.organization_id = r.id)`,
      filter: false,
      sort: false,
    }),
    created_at: timestamp({ nullable: false, in: ['list', 'page'] }),
  },
})

/** The imports of all organizations. What their files hold is told on the pages of theirs. */
export const adminImports = defineResource({
  name: 'imports',
  singular: 'import',
  standard: ['read'],
  baseScope: () => 'true',

  relations: {
    ...imports.relations,
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  in: [],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    file_name: text({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    organization: embedded('company', organizationSummary, { in: ['list', 'page'] }),
    organization_name: text({
      sql: 'company.name',
      relations: ['company'],
      sort: false,
      search: true,
    }),
    resource: code({ nullable: false, in: ['list', 'page'], search: true }),
    status: choice(IMPORT_STATUSES, { in: ['list', 'page'] }),
    dry_run: boolean({ nullable: false }),
    total: integer({ nullable: false }),
    processed: integer({ nullable: false }),
    progress: integer({ sql: IMPORT_PROGRESS, nullable: false, in: ['page'] }),
    created: integer({ nullable: false, in: ['page'] }),
    updated: integer({ nullable: false }),
    unchanged: integer({ nullable: false }),
    failed: integer({ nullable: false, in: ['page'] }),
    created_by: embedded('author', actorSummary, { key: 'created_by_id' }),
    created_at: timestamp({ nullable: false, in: ['list', 'page'] }),
    finished_at: timestamp(),
  },
})
