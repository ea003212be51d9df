import { defineResource } from '#core/resources/define_resource'
import { boolean, integer, json, text, timestamp, uuid } from '#core/resources/fields'

const shape = [
  'id',
  'name',
  'slug',
  'description',
  'industry',
  'website',
  'phone',
  'email',
  'address',
  'city',
  'state',
  'postal_code',
  'country',
  'time_zone',
  'currency',
  'fiscal_year_start_month',
  'locale',
  'brand_name',
  'brand_color',
  'brand_logo_url',
  'settings',
  'subscription_plan',
  'subscription_status',
  'is_active',
  'member_count',
  'version',
  'created_at',
  'updated_at',
]

/** The tenants. Each is seen by its members, and none by anybody else. */
export default defineResource({
  name: 'organizations',
  singular: 'organization',
  model: () => import('#plugins/identity/models/organization'),
  policy: () => import('#plugins/identity/policies/organization_policy'),
  writes: async () =>
    (await import('#plugins/identity/validators/organization')).organizationWrites,
  standard: ['update', 'delete'],
  baseScope: ({ userId }, bind) =>
    `r.is_active AND r.id IN (SELECT m.organization_id FROM user_organizations m
                              WHERE m.user_id = ${bind(userId)}::uuid AND m.is_active)`,

  fields: {
    id: uuid({ nullable: false }),
    name: text({ nullable: false }),
    slug: text({ nullable: false }),
    description: text({ filter: false, sort: false }),
    industry: text(),
    website: text(),
    phone: text(),
    email: text(),
    address: text(),
    city: text(),
    state: text(),
    postal_code: text(),
    country: text(),
    time_zone: text({ nullable: false }),
    currency: text({ nullable: false }),
    fiscal_year_start_month: integer({ nullable: false, filter: false, sort: false }),
    locale: text({ nullable: false }),
    brand_name: text(),
    brand_color: text({ filter: false, sort: false }),
    brand_logo_url: text({ filter: false, sort: false }),
    settings: json({ sql: 'r.settings', nullable: false, holds: { type: 'object' } }),
    subscription_plan: text({ nullable: false }),
    subscription_status: text({ nullable: false }),
    is_active: boolean({ nullable: false }),
    member_count: integer({
      sql: `(SELECT count(*) FROM user_organizations m
             WHERE m.organization_id = r.id AND m.is_active)`,
      nullable: false,
      filter: false,
      sort: false,
    }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shape,
  detail: shape,
})
