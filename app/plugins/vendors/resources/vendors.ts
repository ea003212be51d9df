import { optionalAmount } from '#core/currency/amount'
import { employeeNameSummary } from '#plugins/employees/summaries'
import { profileSummary, userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  activeWhen,
  addressFields,
  choice,
  code,
  decimal,
  displayOf,
  embedded,
  image,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

export const VENDOR_TYPES = ['supplier', 'service_provider', 'contractor', 'consultant'] as const
export const VENDOR_STATUSES = ['active', 'inactive', 'pending', 'blacklisted'] as const

/** Whom an organization buys from. Its name or company_name is required, which its model asks for. */
export default defineResource({
  name: 'vendors',
  singular: 'vendor',
  model: () => import('#plugins/vendors/models/vendor'),
  policy: () => import('#plugins/vendors/policies/vendor_policy'),
  softDeletes: true,
  searchable: 'ranked',
  extensible: true,
  emits: ['assign'],
  permittedBy: { assign: 'update' },
  own: { creator: 'created_by_id', assignee: 'assigned_employee_id', subject: 'user_id' },
  timeline: { fields: ['name', 'status', 'email', 'phone'] },
  linksUser: 'user_id',

  relations: {
    assigned_employee: {
      table: 'employees',
      key: 'assigned_employee_id',
      unless: 'assigned_employee.deleted_at IS NOT NULL',
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
    company_name: text({ rule: optionalText(255), in: ['list', 'detail', 'export'] }),
    contact_person: text({ rule: optionalText(255), in: ['detail', 'export', 'page'] }),
    email: text({ rule: optionalEmail(), anyCase: 'r.email_key', in: 'everywhere' }),
    phone: code({ rule: optionalPhone(), in: ['list', 'detail', 'export'] }),
    phone_normalized: code({ in: ['detail'] }),
    mobile: code({ rule: optionalPhone() }),
    mobile_normalized: code({ in: ['detail'] }),
    website: code({ rule: optionalWebsite() }),
    vendor_type: choice(VENDOR_TYPES, { writable: true, groupBy: 2, in: 'everywhere' }),
    vendor_type_display: displayOf('vendor_type'),
    status: choice(VENDOR_STATUSES, { writable: true, groupBy: 1, in: 'everywhere' }),
    status_display: displayOf('status'),
    is_active: activeWhen(`r.status = 'active'`),
    payment_terms: text({ rule: optionalText(100) }),
    tax_id: code({ rule: optionalText(50) }),
    industry: text({ rule: optionalText(100) }),
    rating: decimal({ rule: optionalDecimal(2, 0, 5) }),
    credit_limit: decimal({ rule: optionalAmount(9_999_999_999_999), currency: 'organization' }),
    assigned_employee: embedded('assigned_employee', employeeNameSummary, {
      key: 'assigned_employee_id',
      writable: true,
    }),
    assigned_employee_name: text({
      sql: `nullif(concat_ws(' ', assigned_employee.first_name, assigned_employee.last_name), '')`,
      relations: ['assigned_employee'],
      in: ['list', 'export'],
    }),
    ...addressFields(),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    logo_url: image('vendors', 'logo'),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
  },
})
