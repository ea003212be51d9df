import { optionalAmount } from '#core/currency/amount'
import { employeeSummary } from '#plugins/employees/summaries'
import { profileSummary, userSummary } from '#plugins/identity/summaries'
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
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  nonNullText,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalText,
} from '#core/resources/validation/fields'
import { nameParts, newName } from '#plugins/employees/validators/name'

export const EMPLOYMENT_TYPES = ['full_time', 'part_time', 'contract', 'intern'] as const
export const EMPLOYEE_STATUSES = ['active', 'inactive', 'on_leave', 'terminated'] as const

/** What somebody earns does not exist for those who lack this. */
const COMPENSATION = { permission: 'employees:read-compensation' }

/** Who works for an organization. */
export default defineResource({
  name: 'employees',
  singular: 'employee',
  model: () => import('#plugins/employees/models/employee'),
  policy: () => import('#plugins/employees/policies/employee_policy'),
  refine: { create: newName, update: nameParts },
  softDeletes: true,
  searchable: 'ranked',
  extensible: true,
  emits: ['terminate'],
  commands: ['terminate'],
  own: { creator: 'created_by_id', subject: 'user_id' },
  linksUser: 'user_id',
  callerId: ({ employeeId }) => employeeId,
  actions: ['terminate', 'read-compensation'],

  relations: {
    user_account: { table: 'users', key: 'user_id', global: true },
    user_profile: { table: 'user_profiles', key: 'user_profile_id' },
    role: { table: 'roles', key: 'role_id' },
    manager: {
      table: 'employees',
      key: 'manager_id',
      unless: 'manager.deleted_at IS NOT NULL',
    },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    user: embedded('user_account', userSummary, { key: 'user_id', writable: true }),
    user_profile: embedded('user_profile', profileSummary, { key: 'user_profile_id' }),
    code: code({ nullable: false, in: 'everywhere' }),
    first_name: text({ nullable: false, rule: nonNullText(100), in: ['detail', 'export', 'page'] }),
    last_name: text({ nullable: false, rule: nonNullText(100), in: ['detail', 'export', 'page'] }),
    full_name: text({
      sql: `(r.first_name || ' ' || r.last_name)`,
      nullable: false,
      rule: nonNullText(201),
      in: ['list', 'detail'],
    }),
    email: text({ rule: optionalEmail(), anyCase: 'r.email_key', in: 'everywhere' }),
    phone: code({ rule: optionalPhone(), in: ['list', 'detail', 'export'] }),
    phone_normalized: code({ in: ['detail'] }),
    mobile: code({ rule: optionalPhone() }),
    mobile_normalized: code({ in: ['detail'] }),
    profile_image: text({ rule: optionalText(255), filter: false, sort: false, in: ['detail'] }),
    department: text({ rule: optionalText(100), in: 'everywhere' }),
    job_title: text({ rule: optionalText(100), in: ['list', 'detail', 'export'] }),
    role_id: uuid({ writable: true, in: ['list', 'detail'] }),
    role: uuid({ sql: 'r.role_id', aliasOf: 'role_id', in: ['detail'] }),
    role_name: text({ sql: 'role.name', relations: ['role'] }),
    employment_type: choice(EMPLOYMENT_TYPES, {
      writable: true,
      groupBy: 2,
    }),
    employment_type_display: displayOf('employment_type'),
    hire_date: date({ writable: true }),
    termination_date: date(),
    status: choice(EMPLOYEE_STATUSES, { writable: true, groupBy: 1, in: 'everywhere' }),
    status_display: displayOf('status'),
    is_active: activeWhen(`r.status = 'active'`),
    emergency_contact: text({ rule: optionalText(255), filter: false, sort: false }),
    salary: decimal({
      ...COMPENSATION,
      rule: optionalAmount(9_999_999_999),
      currency: 'organization',
    }),
    commission_rate: decimal({ ...COMPENSATION, rule: optionalDecimal(2, 0, 100) }),
    manager: embedded('manager', employeeSummary, { key: 'manager_id', writable: true }),
    manager_name: text({
      sql: `nullif(concat_ws(' ', manager.first_name, manager.last_name), '')`,
      relations: ['manager'],
      in: ['list', 'export'],
    }),
    ...addressFields(),
    avatar_url: image('employees', 'avatar'),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
  },
})
