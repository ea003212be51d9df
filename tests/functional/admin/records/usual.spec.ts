import { test } from '@japa/runner'
import { fieldLabel } from '#admin/humanize'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

/**
 * What people who ran such a system before look for in a list: its columns, and
 * by what they narrow it. Whose a record is, the page says.
 */
const USUAL = {
  'users': {
    columns: ['email', 'username', 'is_active', 'is_verified', 'is_superuser', 'created_at'],
    filters: ['is_active', 'is_verified', 'is_superuser'],
  },
  'organizations': {
    columns: ['name', 'slug', 'subscription_plan', 'is_active', 'created_at'],
    filters: ['subscription_plan', 'subscription_status', 'is_active', 'created_at'],
  },
  'user-organizations': {
    columns: ['user', 'is_active', 'is_owner', 'joined_at'],
    filters: ['is_active', 'is_owner'],
  },
  'roles': {
    columns: ['name', 'is_system_role', 'is_active', 'created_at'],
    filters: ['is_system_role', 'is_active'],
  },
  'permissions': {
    columns: ['resource', 'action', 'is_system_permission'],
    filters: ['is_system_permission', 'resource', 'action'],
  },
  'employees': {
    columns: ['first_name', 'last_name', 'email', 'code', 'status', 'created_at'],
    filters: ['status', 'department', 'employment_type', 'created_at'],
  },
  'customers': {
    columns: ['name', 'email', 'company_name', 'customer_type', 'status', 'created_at'],
    filters: ['customer_type', 'status', 'created_at'],
  },
  'leads': {
    columns: ['name', 'email', 'company', 'status', 'qualification_status', 'created_at'],
    filters: ['status', 'qualification_status', 'source', 'created_at'],
  },
  'deals': {
    columns: [
      'title',
      'customer_name',
      'value',
      'status',
      'priority',
      'expected_close_date',
      'created_at',
    ],
    filters: ['status', 'priority', 'is_won', 'is_lost', 'created_at'],
  },
  'pipelines': {
    columns: ['name', 'is_default', 'is_active', 'created_at'],
    filters: ['is_default', 'is_active'],
  },
  'pipeline-stages': {
    columns: ['name', 'pipeline_name', 'order', 'probability', 'is_closed_won', 'is_closed_lost'],
    filters: ['is_closed_won', 'is_closed_lost', 'is_active'],
  },
  'vendors': {
    columns: ['name', 'contact_person', 'email', 'status', 'created_at'],
    filters: ['status', 'vendor_type', 'created_at'],
  },
  'user-roles': { columns: ['user', 'role', 'is_active'], filters: ['is_active'] },
} as const

const OVER_ALL = new Set(['users', 'organizations'])

test.group('Admin | records | usual lists', () => {
  test('{name} have the columns, filters and search that people look for')
    .with(Object.entries(USUAL).map(([name, usual]) => ({ name, ...usual })))
    .run(async ({ assert }, { name, columns, filters }) => {
      const acme = await makeCompany()
      const path = OVER_ALL.has(name) ? name : `organizations/${acme.slug}/${name}`

      const { html } = await (await enter()).get(`/admin/${path}`)

      const headers = [...html.matchAll(/<th\s+scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map(
        ([, text = '']) => text.replaceAll(/<[^>]*>/g, '').trim()
      )
      assert.includeMembers(headers, columns.map(fieldLabel))
      const inputs = [...html.matchAll(/ name="(\w+)(?:\[\w*\])*"/g)].map(([, input]) => input)
      assert.includeMembers(inputs, [...filters])
      if (name !== 'user-roles') assert.include(inputs, 'search')
    })
})
