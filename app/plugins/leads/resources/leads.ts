import { nextActivityFields } from '#plugins/customers/next_activity'
import { optionalAmount } from '#core/currency/amount'
import { valueOf } from '#core/resources/summary'
import { employeeSummary } from '#plugins/employees/summaries'
import { userSummary } from '#plugins/identity/summaries'
import { withOwnScore } from '#plugins/leads/validators/own_score'
import { defineResource } from '#core/resources/define_resource'
import {
  activeWhen,
  addressFields,
  boolean,
  choice,
  code,
  decimal,
  displayOf,
  embedded,
  integer,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  mandatoryText,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalText,
} from '#core/resources/validation/fields'

export const LEAD_SOURCES = [
  'website',
  'referral',
  'social_media',
  'email_campaign',
  'cold_call',
  'event',
  'partner',
  'other',
] as const
export const LEAD_STATUSES = ['active', 'inactive'] as const
export const QUALIFICATION_STATUSES = [
  'new',
  'contacted',
  'qualified',
  'unqualified',
  'converted',
  'lost',
] as const

/* No more of what became of a lead than it takes to know it. */
const convertedCustomerSummary = {
  id: uuid({ nullable: false }),
  code: text({ nullable: false }),
  name: text({ nullable: false }),
}
const convertedPersonSummary = {
  id: uuid({ nullable: false }),
  code: text({ nullable: false }),
  name: text({ nullable: false }),
}
const convertedDealSummary = {
  id: uuid({ nullable: false }),
  code: text({ nullable: false }),
  title: text({ nullable: false }),
}

/** Who may become a customer. */
export default defineResource({
  name: 'leads',
  singular: 'lead',
  model: () => import('#plugins/leads/models/lead'),
  policy: () => import('#plugins/leads/policies/lead_policy'),
  refine: { create: withOwnScore, update: withOwnScore },
  softDeletes: true,
  constraints: {
    leads_qualification_status_check2: {
      field: 'qualification_status',
      message: 'A lead is converted by POST convert/, and no other way.',
    },
  },
  searchable: 'ranked',
  extensible: true,
  own: { creator: 'created_by_id', assignee: 'assigned_to_id' },
  timeline: {
    fields: [
      'name',
      'company',
      'email',
      'phone',
      'status',
      'qualification_status',
      'estimated_value',
    ],
  },
  openCondition: `r.status = 'active' AND r.qualification_status IN ('new', 'contacted', 'qualified')`,
  actions: ['qualify', 'assign', 'convert'],
  emits: ['qualify', 'disqualify', 'assign', 'score', 'convert', 'unconvert'],
  commands: ['qualify', 'disqualify', 'assign', 'score', 'convert', 'unconvert'],
  permittedBy: { disqualify: 'qualify', score: 'update', unconvert: 'convert' },

  relations: {
    assigned_to: {
      table: 'employees',
      key: 'assigned_to_id',
      unless: 'assigned_to.deleted_at IS NOT NULL',
    },
    converted_customer: {
      table: 'customers',
      key: 'converted_customer_id',
      unless: 'converted_customer.deleted_at IS NOT NULL',
      isTrace: true,
    },
    converted_deal: {
      table: 'deals',
      key: 'converted_deal_id',
      unless: 'converted_deal.deleted_at IS NOT NULL',
      isTrace: true,
    },
    converted_person: {
      table: 'people',
      key: 'converted_person_id',
      unless: 'converted_person.deleted_at IS NOT NULL',
      isTrace: true,
    },
    converter: { table: 'users', key: 'converted_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    code: code({ nullable: false, in: ['list', 'detail', 'export'] }),
    name: text({ nullable: false, rule: mandatoryText(255), in: 'everywhere' }),
    company: text({ rule: optionalText(255), in: 'everywhere' }),
    job_title: text({ rule: optionalText(100), in: ['list', 'detail', 'export'] }),
    email: text({ rule: optionalEmail(), anyCase: 'r.email_key', in: 'everywhere' }),
    phone: code({ rule: optionalPhone(), in: ['list', 'detail', 'export'] }),
    phone_normalized: code({ in: ['detail'] }),
    mobile: code({ rule: optionalPhone() }),
    mobile_normalized: code({ in: ['detail'] }),
    status: choice(LEAD_STATUSES, { writable: true, groupBy: 1, in: 'everywhere' }),
    status_display: displayOf('status'),
    is_active: activeWhen(`r.status = 'active'`),
    source: choice(LEAD_SOURCES, {
      writable: true,
      groupBy: 3,
      in: ['list', 'detail', 'export'],
    }),
    source_display: displayOf('source'),
    qualification_status: choice(QUALIFICATION_STATUSES, {
      writable: true,
      groupBy: 2,
      in: 'everywhere',
    }),
    qualification_status_display: displayOf('qualification_status'),
    assigned_to: embedded('assigned_to', employeeSummary, {
      key: 'assigned_to_id',
      writable: true,
    }),
    assigned_to_name: text({
      sql: `nullif(concat_ws(' ', assigned_to.first_name, assigned_to.last_name), '')`,
      relations: ['assigned_to'],
      in: ['list', 'export', 'page'],
    }),
    lead_score: integer({
      nullable: false,
      rule: optionalInteger(0, 100),
      exportedAs: 'score_manual',
      in: 'everywhere',
    }),
    score_automatic: integer({ nullable: false, in: ['detail'] }),
    estimated_value: decimal({
      rule: optionalAmount(9_999_999_999),
      currency: 'organization',
      in: ['list', 'detail', 'export'],
    }),
    is_converted: boolean({ nullable: false, in: ['list', 'detail', 'export'] }),
    converted_at: timestamp(),
    converted_by_id: uuid({ in: ['list', 'detail'] }),
    converted_by: uuid({ sql: 'r.converted_by_id', aliasOf: 'converted_by_id', in: ['detail'] }),
    converted_by_name: text({
      sql: `CASE WHEN converter.id IS NOT NULL
            THEN ${valueOf(userSummary, 'full_name', 'converter')} END`,
      relations: ['converter'],
      filter: false,
      sort: false,
      in: ['detail'],
    }),
    converted_customer: embedded('converted_customer', convertedCustomerSummary, {
      key: 'converted_customer_id',
    }),
    converted_deal: embedded('converted_deal', convertedDealSummary, { key: 'converted_deal_id' }),
    converted_person: embedded('converted_person', convertedPersonSummary, {
      key: 'converted_person_id',
    }),
    tags: textArray({ nullable: false, writable: true }),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    campaign: text({ rule: optionalText(255) }),
    referrer: text({ rule: optionalText(255) }),
    ...addressFields(),
    ...nextActivityFields(),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
    /* Last, since files are read by the positions of their columns. */
    score_manual: integer({ in: ['detail', 'export'] }),
  },
})
