import { test } from '@japa/runner'
import { columnsOf } from '#admin/columns'
import { adminUsers, adminOrganizations } from '#admin/admin_resources'
import { filterInputs } from '#admin/filters'
import { isSearchable } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

/** What the admin of the system before showed, filtered by and searched, by its models. */
const BEFORE: Readonly<
  Record<string, readonly [columns: string, filters: string, search: boolean]>
> = {
  'employees': [
    'first_name last_name email code status created_at',
    'status department employment_type created_at',
    true,
  ],
  'customers': [
    'name email company_name customer_type status created_at',
    'customer_type status created_at',
    true,
  ],
  'leads': [
    'name email company status qualification_status created_at',
    'status qualification_status source created_at',
    true,
  ],
  'deals': [
    'title customer_name value status priority expected_close_date created_at',
    'status priority is_won is_lost created_at',
    true,
  ],
  'vendors': ['name contact_person email status created_at', 'status vendor_type created_at', true],
  'pipelines': ['name is_default is_active created_at', 'is_default is_active', true],
  'pipeline-stages': [
    'name pipeline_name order probability is_closed_won is_closed_lost',
    'is_closed_won is_closed_lost is_active',
    true,
  ],
  'roles': ['name is_system_role is_active created_at', 'is_system_role is_active', true],
  'permissions': [
    'resource action is_system_permission',
    'is_system_permission resource action',
    true,
  ],
  'user-organizations': ['user is_active is_owner joined_at', 'is_active is_owner', true],
  'users': [
    'email is_active is_verified is_superuser created_at',
    'is_active is_verified is_superuser',
    true,
  ],
  'organizations': [
    'name slug subscription_plan is_active created_at',
    'subscription_plan subscription_status is_active created_at',
    true,
  ],
}

const pageResource = (name: string): Resource | undefined =>
  ({ users: adminUsers, organizations: adminOrganizations })[name] ?? resources.get(name)

const named = (text: string) => text.split(' ')

test.group('Admin | records | columns', () => {
  test('are those that people know, with their filters and a search: {0}')
    .with(Object.keys(BEFORE).map((name) => [name]))
    .run(({ assert }, [name = '']) => {
      const resource = pageResource(name)
      const [columns = '', filters = '', isSearched = false] = BEFORE[name] ?? []
      if (!resource) throw new Error(`There is no ${name}`)
      const visible = new Set(Object.keys(resource.fields))
      const { first, more } = filterInputs(resource, visible, {})
      const filtered = [...first, ...more].map((input) => input.name.replace(/\[.*/, ''))

      assert.includeMembers(columnsOf(resource, visible), named(columns))
      assert.includeMembers(filtered, named(filters))
      assert.equal(isSearchable(resource, visible), isSearched)
    })

  test('are chosen by the user, and stay while the list is filtered', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Coyote', city: 'Tucson' })
    const list = `/admin/organizations/${acme.slug}/customers`
    const visitor = await enter()

    const { html } = await visitor.get(`${list}?columns[]=name&columns[]=city`)
    const unknown = await visitor.get(`${list}?columns=search_text`)

    assert.include(html, 'Tucson')
    assert.notMatch(html, /<th[^>]*>\s*<a class="sort"[^>]*>\s*Status/)
    assert.include(html, `name="columns" value="name,city"`)
    assert.equal(unknown.status, 400)
  })

  test('of users and organizations are narrowed, sorted and searched like any other', async ({
    assert,
  }) => {
    const [acme, globex] = [await makeCompany('Acme'), await makeCompany('Globex')]
    const visitor = await enter()
    const see = async (path: string) => (await visitor.get(path)).html

    const both = await see(
      `/admin/organizations?slug[in]=${acme.slug},${globex.slug}&ordering=name`
    )
    const one = await see(`/admin/organizations?search=${globex.slug.toUpperCase()}`)
    const nobody = await see(`/admin/users?search=${acme.owner.email}&is_superuser=true`)
    const owner = await see(`/admin/users?search=${acme.owner.email}&is_superuser=false`)

    assert.isBelow(both.indexOf(`>\n`), both.indexOf(acme.slug))
    assert.isBelow(both.indexOf(acme.slug), both.indexOf(globex.slug))
    assert.include(one, `/admin/organizations/${globex.slug}"`)
    assert.notInclude(one, acme.slug)
    assert.include(nobody, 'Nothing fits.')
    assert.include(owner, `/admin/users/${acme.owner.userId}`)
  })

  test('of roles, stages and members are searched, too', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`
    const see = async (path: string) => (await visitor.get(`${here}/${path}`)).html

    const roles = await see('roles?search=customers+up')
    const stages = await see('pipeline-stages?search=PROSP')
    const members = await see(`user-organizations?search=${acme.owner.email}`)

    assert.include(roles, 'Support')
    assert.notMatch(roles, /row-link[^>]*>\s*Sales/)
    assert.include(stages, 'Prospecting')
    assert.notInclude(stages, 'Negotiation')
    assert.include(members, acme.owner.email)
  })
})
