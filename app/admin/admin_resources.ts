import { organizationSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import imports from '#plugins/imports/resources/imports'
import { boolean, embedded, integer, text, timestamp, uuid } from '#core/resources/fields'

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

  page: {
    columns: [
      'full_name',
      'email',
      'username',
      'is_active',
      'is_verified',
      'is_superuser',
      'last_login_at',
      'created_at',
    ],
    search: ['full_name', 'email', 'username', 'phone'],
  },

  fields: {
    id: uuid({ nullable: false }),
    full_name: text({
      sql: `coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.username, r.email)`,
      filter: false,
      sort: false,
    }),
    email: text({ nullable: false }),
    username: text(),
    phone: text(),
    is_active: boolean({ nullable: false }),
    is_verified: boolean({ nullable: false }),
    is_superuser: boolean({ nullable: false }),
    two_factor_enabled: boolean({ nullable: false }),
    organizations: integer({
      sql: `(SELECT count(*)::int FROM user_organizations m WHERE m.user_id = r.id AND m.is_active)`,
      filter: false,
      sort: false,
    }),
    last_login_at: timestamp(),
    created_at: timestamp({ nullable: false }),
  },

  list: ['id', 'full_name', 'email', 'is_active', 'created_at'],
  detail: ['id', 'full_name', 'email'],
})

/** All organizations. */
export const adminOrganizations = defineResource({
  name: 'organizations',
  singular: 'organization',
  standard: ['read'],
  baseScope: () => 'true',

  page: {
    columns: [
      'name',
      'slug',
      'is_active',
      'subscription_plan',
      'subscription_status',
      'members',
      'records',
      'created_at',
    ],
    search: ['name', 'slug', 'email', 'phone'],
  },

  fields: {
    id: uuid({ nullable: false }),
    name: text({ nullable: false }),
    slug: text({ nullable: false }),
    email: text(),
    phone: text(),
    industry: text(),
    country: text(),
    subscription_plan: text({ nullable: false }),
    subscription_status: text({ nullable: false }),
    is_active: boolean({ nullable: false }),
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
    created_at: timestamp({ nullable: false }),
  },

  list: ['id', 'name', 'slug', 'is_active', 'subscription_plan', 'created_at'],
  detail: ['id', 'name', 'slug'],
})

/** The imports of all organizations. What their files hold is told on the pages of theirs. */
export const adminImports = defineResource({
  name: 'imports',
  singular: 'import',
  standard: ['read'],
  baseScope: () => 'true',

  page: {
    columns: [
      'file_name',
      'organization',
      'resource',
      'status',
      'progress',
      'created',
      'failed',
      'created_at',
    ],
    search: ['file_name', 'organization_name', 'resource'],
  },

  relations: {
    ...imports.relations,
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  fields: {
    ...Object.fromEntries(
      Object.entries(imports.fields).filter(([name]) => imports.list.includes(name))
    ),
    organization: embedded('company', organizationSummary),
    organization_name: text({ sql: 'company.name', relations: ['company'], sort: false }),
  },

  list: ['id', 'file_name', 'organization', 'resource', 'status', 'created_at'],
  detail: ['id', 'file_name'],
})
