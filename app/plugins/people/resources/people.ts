import { nextActivityFields } from '#plugins/customers/next_activity'
import { customerSummary } from '#plugins/customers/summaries'
import { employeeSummary } from '#plugins/employees/summaries'
import { personSummary } from '#plugins/people/summaries'
import {
  CONSENT_CHANNELS,
  EMAIL_KINDS,
  PHONE_KINDS,
  consentSchema,
  consents,
  contactsSchema,
  emailList,
  furtherEmails,
  furtherPhones,
  phoneList,
} from '#plugins/people/validators/contacts'
import { timeZone } from '#core/calendar/time_zone'
import { defineResource } from '#core/resources/define_resource'
import {
  activeWhen,
  choice,
  code,
  date,
  embedded,
  image,
  json,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  optionalEmail,
  optionalPhone,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

export const PERSON_STATUSES = ['active', 'inactive'] as const

/** The customer that is the primary one of those that the person is associated with. */
const PRIMARY_CUSTOMER = `(SELECT primary_of.from_id FROM associations primary_of
  WHERE primary_of.organization_id = r.organization_id
    AND primary_of.to_type = 'people' AND primary_of.to_id = r.id
    AND primary_of.from_type = 'customers' AND primary_of.is_inverse_primary)`

/**
 * Every human whom the organization deals with. A person is named by their name or its parts, and
 * the model asks for one of them.
 */
export default defineResource({
  name: 'people',
  singular: 'person',
  model: () => import('#plugins/people/models/person'),
  policy: () => import('#plugins/people/policies/person_policy'),
  softDeletes: true,
  emits: ['assign'],
  permittedBy: { assign: 'update' },
  extensible: true,
  searchable: 'ranked',
  own: { creator: 'created_by_id', assignee: 'assigned_to_id' },
  timeline: { fields: ['name', 'job_title', 'status', 'emails', 'phones'] },

  relations: {
    reports_to: {
      table: 'people',
      key: 'reports_to_id',
      unless: 'reports_to.deleted_at IS NOT NULL',
    },
    assigned_to: {
      table: 'employees',
      key: 'assigned_to_id',
      unless: 'assigned_to.deleted_at IS NOT NULL',
    },
    primary_customer: {
      table: 'customers',
      key: 'primary_customer_id',
      sql: PRIMARY_CUSTOMER,
      unless: 'primary_customer.deleted_at IS NOT NULL',
      isTrace: true,
    },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    code: code({ nullable: false, in: ['list', 'detail', 'export'] }),
    name: text({ nullable: false, rule: optionalText(255), in: 'everywhere' }),
    first_name: text({ rule: optionalText(255) }),
    last_name: text({ rule: optionalText(255) }),
    job_title: text({ rule: optionalText(255), in: 'everywhere' }),
    department: text({ rule: optionalText(100) }),
    status: choice(PERSON_STATUSES, { writable: true, groupBy: 1, in: 'everywhere' }),
    is_active: activeWhen(`r.status = 'active'`),
    email: text({ rule: optionalEmail(), anyCase: 'r.email_key', in: 'everywhere' }),
    phone: code({ rule: optionalPhone(), in: 'everywhere' }),
    phone_normalized: code({ in: ['detail'] }),
    emails: json({
      sql: 'r.emails',
      nullable: false,
      rule: emailList(),
      holds: contactsSchema(EMAIL_KINDS),
    }),
    phones: json({
      sql: 'r.phones',
      nullable: false,
      rule: phoneList(),
      holds: contactsSchema(PHONE_KINDS),
    }),
    emails_add: json({ sql: 'NULL::json', rule: furtherEmails(), in: [], addsTo: 'emails' }),
    phones_add: json({ sql: 'NULL::json', rule: furtherPhones(), in: [], addsTo: 'phones' }),
    country: text({ rule: optionalText(100) }),
    primary_customer: embedded('primary_customer', customerSummary, {
      key: 'primary_customer_id',
      writable: true,
      in: ['list', 'detail'],
    }),
    primary_customer_name: text({
      sql: 'primary_customer.name',
      relations: ['primary_customer'],
      filter: false,
      in: ['export', 'page'],
    }),
    reports_to: embedded('reports_to', personSummary, { key: 'reports_to_id', writable: true }),
    assigned_to: embedded('assigned_to', employeeSummary, {
      key: 'assigned_to_id',
      writable: true,
    }),
    assigned_to_name: text({
      sql: `nullif(concat_ws(' ', assigned_to.first_name, assigned_to.last_name), '')`,
      relations: ['assigned_to'],
      in: ['list', 'export'],
    }),
    time_zone: code({ rule: timeZone().nullable() }),
    preferred_language: code({ rule: optionalText(35) }),
    birthday: date({ writable: true }),
    consent: json({
      sql: `json_build_object(${CONSENT_CHANNELS.map(
        (channel) => `'${channel}', coalesce(r.consent ->> '${channel}', 'unknown')`
      ).join(', ')})`,
      column: 'consent',
      nullable: false,
      rule: consents(),
      holds: consentSchema,
    }),
    linkedin_url: code({ rule: optionalWebsite() }),
    tags: textArray({ nullable: false, writable: true }),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    ...nextActivityFields(),
    avatar_url: image('people', 'avatar'),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
  },
})
