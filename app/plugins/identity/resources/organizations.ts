import { timeZone } from '#core/calendar/time_zone'
import { currency } from '#core/currency/currency'
import {
  days,
  locale,
  month,
  optionalColor,
  optionalSecureUrl,
} from '#core/resources/validation/conventions'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  code,
  image,
  integer,
  json,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  mandatoryText,
  optionalEmail,
  optionalPhone,
  optionalSettings,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

/** The tenants. Each is seen by its members, and none by anybody else. */
export default defineResource({
  name: 'organizations',
  singular: 'organization',
  model: () => import('#plugins/identity/models/organization'),
  policy: () => import('#plugins/identity/policies/organization_policy'),
  standard: ['update', 'delete'],
  baseScope: ({ userId }, bind) =>
    `r.is_active AND r.id IN (SELECT m.organization_id FROM user_organizations m
                              WHERE m.user_id = ${bind(userId)}::uuid AND m.is_active)`,

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    name: text({ nullable: false, rule: mandatoryText(255) }),
    slug: code({ nullable: false }),
    description: text({ filter: false, sort: false, rule: optionalText(10_000) }),
    industry: text({ rule: optionalText(100) }),
    website: code({ rule: optionalWebsite() }),
    phone: code({ rule: optionalPhone() }),
    email: text({ rule: optionalEmail(), anyCase: true }),
    address: text({ rule: optionalText(1000) }),
    city: text({ rule: optionalText(100) }),
    state: text({ rule: optionalText(100) }),
    postal_code: code({ rule: optionalText(20) }),
    country: text({ rule: optionalText(100) }),
    time_zone: code({ nullable: false, rule: timeZone() }),
    currency: code({ nullable: false, rule: currency() }),
    fiscal_year_start_month: integer({
      nullable: false,
      filter: false,
      sort: false,
      rule: month(),
    }),
    locale: code({ nullable: false, rule: locale() }),
    event_keep_days: integer({ nullable: false, filter: false, sort: false, rule: days(1, 90) }),
    brand_name: text({ rule: optionalText(100) }),
    brand_color: text({ filter: false, sort: false, rule: optionalColor() }),
    logo_url: image('organizations', 'logo'),
    brand_logo_url: text({ filter: false, sort: false, rule: optionalSecureUrl(500) }),
    settings: json({
      sql: 'r.settings',
      nullable: false,
      holds: { type: 'object' },
      rule: optionalSettings(),
    }),
    subscription_plan: code({ nullable: false }),
    subscription_status: code({ nullable: false }),
    is_active: boolean({ nullable: false }),
    member_count: integer({
      sql: `(SELECT count(*) FROM user_organizations m
             WHERE m.organization_id = r.id AND m.is_active)`,
      nullable: false,
      filter: false,
      sort: false,
    }),
    version: version(['list', 'detail']),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },
})
