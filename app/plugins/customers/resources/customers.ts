import { nextActivityFields } from '#plugins/customers/next_activity'
import { optionalAmount } from '#core/currency/amount'
import { employeeSummary } from '#plugins/employees/summaries'
import { individualSummary, leadSummary, parentSummary } from '#plugins/customers/summaries'
import { profileSummary, userSummary } from '#plugins/identity/summaries'
import { addressList, addressesSchema, domainList } from '#plugins/customers/validators/company'
import { defineResource } from '#core/resources/define_resource'
import {
  activeWhen,
  addressFields,
  choice,
  code,
  date,
  decimal,
  displayOf,
  embedded,
  image,
  integer,
  json,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  optionalDecimal,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

export const CUSTOMER_TYPES = ['individual', 'business'] as const
export const CUSTOMER_STATUSES = ['active', 'inactive', 'prospect', 'vip'] as const

/**
 * Whom an organization sells to: persons and companies. No single key is
 * required: a person is named by their name or its parts, a company by its name
 * or company_name, and the model asks for one of them.
 */
export default defineResource({
  name: 'customers',
  singular: 'customer',
  model: () => import('#plugins/customers/models/customer'),
  policy: () => import('#plugins/customers/policies/customer_policy'),
  softDeletes: true,
  emits: ['activate', 'deactivate', 'assign'],
  commands: ['activate', 'deactivate'],
  permittedBy: { activate: 'update', deactivate: 'update', assign: 'update' },
  extensible: true,
  searchable: 'ranked',
  own: { creator: 'created_by_id', assignee: 'assigned_to_id', subject: 'user_id' },
  timeline: {
    fields: ['name', 'status', 'customer_type', 'email', 'phone', 'credit_limit'],
    via: ['lead'],
  },
  linksUser: 'user_id',

  constraints: {
    customers_person_of_individual: {
      field: 'person_id',
      message: 'A company is no person: its people are associated with it.',
    },
  },

  relations: {
    assigned_to: {
      table: 'employees',
      key: 'assigned_to_id',
      unless: 'assigned_to.deleted_at IS NOT NULL',
    },
    lead: {
      table: 'leads',
      key: 'converted_from_lead_id',
      unless: 'lead.deleted_at IS NOT NULL',
      isTrace: true,
    },
    parent: { table: 'customers', key: 'parent_id', unless: 'parent.deleted_at IS NOT NULL' },
    person: {
      table: 'people',
      key: 'person_id',
      unless: 'person.deleted_at IS NOT NULL',
      isTrace: true,
    },
    user_account: { table: 'users', key: 'user_id', global: true },
    user_profile: { table: 'user_profiles', key: 'user_profile_id' },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    user: embedded('user_account', userSummary, { key: 'user_id', writable: true }),
    user_profile: embedded('user_profile', profileSummary, { key: 'user_profile_id' }),
    code: code({ nullable: false, in: ['list', 'detail', 'export'] }),
    name: text({ nullable: false, rule: optionalText(255), in: 'everywhere' }),
    first_name: text({ rule: optionalText(255) }),
    last_name: text({ rule: optionalText(255) }),
    full_name: text({
      sql: `coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.name)`,
      nullable: false,
      filter: false,
      sort: false,
      in: ['detail'],
    }),
    company_name: text({ rule: optionalText(255), in: ['detail', 'export', 'page'] }),
    contact_person: text({ rule: optionalText(255) }),
    email: text({ rule: optionalEmail(), anyCase: 'r.email_key', in: 'everywhere' }),
    phone: code({ rule: optionalPhone(), in: ['list', 'detail', 'export'] }),
    phone_normalized: code({ in: ['detail'] }),
    mobile: code({ rule: optionalPhone() }),
    mobile_normalized: code({ in: ['detail'] }),
    website: code({ rule: optionalWebsite() }),
    customer_type: choice(CUSTOMER_TYPES, { writable: true, groupBy: 2, in: 'everywhere' }),
    customer_type_display: displayOf('customer_type'),
    status: choice(CUSTOMER_STATUSES, { writable: true, groupBy: 1, in: 'everywhere' }),
    status_display: displayOf('status'),
    is_active: activeWhen(`r.status IN ('active', 'vip')`),
    industry: text({ rule: optionalText(100) }),
    rating: decimal({ rule: optionalDecimal(2, 0, 5) }),
    assigned_to: embedded('assigned_to', employeeSummary, {
      key: 'assigned_to_id',
      writable: true,
    }),
    assigned_to_name: text({
      sql: `nullif(concat_ws(' ', assigned_to.first_name, assigned_to.last_name), '')`,
      relations: ['assigned_to'],
      in: ['list', 'export', 'page'],
    }),
    payment_terms: text({ rule: optionalText(100) }),
    credit_limit: decimal({ rule: optionalAmount(9_999_999_999_999), currency: 'organization' }),
    tax_id: code({ rule: optionalText(50) }),
    ...addressFields(),
    source: text({ rule: optionalText(100) }),
    tags: textArray({ nullable: false, writable: true }),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    converted_from_lead: embedded('lead', leadSummary, { key: 'converted_from_lead_id' }),
    converted_at: timestamp({ in: ['detail'] }),
    ...nextActivityFields(),
    logo_url: image('customers', 'logo'),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
    /* Last, since files are read by the positions of their columns. */
    parent: embedded('parent', parentSummary, { key: 'parent_id', writable: true }),
    person: embedded('person', individualSummary, { key: 'person_id', writable: true }),
    domains: textArray({ nullable: false, rule: domainList() }),
    addresses: json({
      sql: 'r.addresses',
      column: 'addresses',
      nullable: false,
      rule: addressList(),
      holds: addressesSchema,
    }),
    annual_revenue: decimal({ rule: optionalAmount(9_999_999_999_999), currency: 'organization' }),
    employee_count: integer({ rule: optionalInteger(0, 100_000_000) }),
    founded_on: date({ writable: true }),
    linkedin_url: code({ rule: optionalWebsite() }),
  },
})
