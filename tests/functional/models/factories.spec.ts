import { readdir } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { RoleFactory } from '#plugins/access/factories/role_factory'
import { UserRoleFactory } from '#plugins/access/factories/user_role_factory'
import { ExchangeRateFactory } from '#plugins/currencies/factories/exchange_rate_factory'
import { CallFactory } from '#plugins/activities/factories/call_factory'
import { MeetingFactory } from '#plugins/activities/factories/meeting_factory'
import { MessageFactory } from '#plugins/activities/factories/message_factory'
import { NoteFactory } from '#plugins/activities/factories/note_factory'
import { TaskFactory } from '#plugins/activities/factories/task_factory'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { PipelineFactory } from '#plugins/deals/factories/pipeline_factory'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import { MembershipFactory } from '#plugins/identity/factories/membership_factory'
import { OrganizationFactory } from '#plugins/identity/factories/organization_factory'
import { UserFactory } from '#plugins/identity/factories/user_factory'
import { LeadFactory } from '#plugins/leads/factories/lead_factory'
import { PersonFactory } from '#plugins/people/factories/person_factory'
import { VendorFactory } from '#plugins/vendors/factories/vendor_factory'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { inDatabase } from '#tests/support/deals'
import { hire, makeCompany, makePersona } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

/** Those whose rows need nothing that they cannot make up. */
const OF_ORGANIZATIONS = {
  'roles': RoleFactory,
  'tasks': TaskFactory,
  'notes': NoteFactory,
  'meetings': MeetingFactory,
  'calls': CallFactory,
  'messages': MessageFactory,
  'employees': EmployeeFactory,
  'customers': CustomerFactory,
  'leads': LeadFactory,
  'deals': DealFactory,
  'people': PersonFactory,
  'pipelines': PipelineFactory,
  'vendors': VendorFactory,
  'exchange-rates': ExchangeRateFactory,
}

test.group('Models | factories', () => {
  for (const [resource, factory] of Object.entries(OF_ORGANIZATIONS)) {
    test(`make ${resource} of the active organization, counted and logged`, async ({
      client,
      assert,
    }) => {
      const acme = await makeCompany()
      const globex = await makeCompany('Globex')
      const count = async ({ owner }: typeof acme) =>
        (await client.get(`/api/${resource}/`).bearerToken(owner.token)).body().count
      const before = await count(acme)

      const rows = await inCompany<{ id: string }[]>(acme, async () => factory.createMany(2))

      assert.equal(await count(acme), before + 2)
      assert.equal(await count(globex), before)
      const events = (await eventsOf(acme, resource)).filter(({ record_id: id }) =>
        rows.some((row) => row.id === id)
      )
      assert.deepEqual(actionsOf(events), [`${resource}:create`, `${resource}:create`])
    })
  }

  test('make users, and organizations with all that one begins with', async ({
    client,
    assert,
  }) => {
    const organization = await UnitOfWork.run(asSystem, async () => {
      const user = await UserFactory.create()
      return OrganizationFactory.with('memberships', 1, (membership) =>
        membership.apply('owner').merge({ userId: user.id })
      ).create()
    })
    const founded = await makeCompany()
    const owner = await makePersona()
    const join = { userId: owner.userId, role: 'owner' as const }
    const { id, slug } = organization
    await inCompany({ ...founded, id }, () => MembershipFactory.merge(join).create())

    const pipelines = await client.get('/api/pipelines/').bearerToken(owner.token)
    assert.equal(pipelines.body().results[0].is_default, true)
    const roles = await client.get('/api/roles/').bearerToken(owner.token)
    assert.isAtLeast(roles.body().count, 5)
    assert.match(slug, /^[a-z0-9-]+$/)
  })

  test('make members and their roles', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    await inCompany(acme, async () => {
      const role = await RoleFactory.tap((made) => {
        made.firstGrants = [{ permission: 'customers:read', reach: 'all' }]
      }).create()
      await UserRoleFactory.merge({ userId: member.userId, roleId: role.id }).create()
    })

    const response = await client.get('/api/customers/').bearerToken(member.token)
    response.assertStatus(200)
    assert.equal(response.body().count, 0)
  })

  test('make deals in the state and with the relations that a test asks for', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await inCompany(acme, async () => {
      await DealFactory.apply('won').with('customer').create()
      await DealFactory.apply('lost').with('assignee').create()
    })

    const rows = await inDatabase(
      acme,
      `SELECT status, customer_id IS NULL AS is_alone, assigned_to_id IS NULL AS is_free
       FROM deals ORDER BY status`
    )
    assert.deepEqual(rows, [
      { status: 'lost', is_alone: true, is_free: false },
      { status: 'won', is_alone: false, is_free: true },
    ])
  })

  test('make nothing outside of a unit of work, and nothing of a batch that fails', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await assert.rejects(() => CustomerFactory.create(), /unit of work/)
    await assert.rejects(
      () => inCompany(acme, () => CustomerFactory.merge({ code: 'TWICE' }).createMany(2)),
      /customers_.*code/
    )

    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(response.body().count, 0)
  })

  test('are all tried here', async ({ assert }) => {
    const files = await readdir(app.makePath('app'), { recursive: true })
    const factories = files.filter((file) => /\/factories\/\w+_factory\.ts$/.test(file))
    /* Those of organizations, and users, organizations, memberships and assigned roles. */
    assert.lengthOf(factories, Object.keys(OF_ORGANIZATIONS).length + 4)
  })
})
