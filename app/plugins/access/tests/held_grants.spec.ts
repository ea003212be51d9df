import { test } from '@japa/runner'
import { explainSubject } from '#core/access/explain_subject'
import type { Identity, IdentityRow } from '#core/access/identity'
import { callerQuery } from '#core/access/bearer_guard'
import { jobIdentity } from '#core/access/job_identity'
import { membershipSummariesOf } from '#core/access/membership_summary'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import { assignRole, makeRole } from '#tests/support/access'
import { makeEmployee } from '#tests/support/employees'
import { hire, makeCompany } from '#tests/support/personas'

const PERMISSIONS = [
  'customers:create',
  'customers:delete',
  'customers:read',
  'deals:move',
  'employees:read',
  'leads:read',
  'vendors:update',
]

const reaches = ({ grants }: Pick<Identity, 'grants'>) =>
  PERMISSIONS.map((permission) => [permission, grants.reach(permission)])

test.group('Access | held grants', () => {
  test('a request, a job, an explanation and the account agree on what a member holds', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const member = await hire(acme, { roles: ['support', 'viewer'] })
    const own = { name: 'Of their own', permissions: ['customers:delete/own', 'deals:move'] }
    await assignRole(client, acme.owner, member.userId, await makeRole(client, acme.owner, own))
    const asleep = await makeRole(client, acme.owner, {
      name: 'Out of use',
      permissions: ['vendors:update'],
    })
    await assignRole(client, acme.owner, member.userId, asleep)
    await client
      .patch(`/api/roles/${asleep}/`)
      .bearerToken(acme.owner.token)
      .json({ is_active: false })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE user_roles ur SET is_active = false FROM roles r
         WHERE r.id = ur.role_id AND ur.user_id = $1 AND r.system_key = 'viewer'`,
        [member.userId]
      )
    )
    const employee = await makeEmployee(acme, { userId: member.userId })

    const request = await UnitOfWork.run(
      { ...asSystem, sql: callerQuery(member, acme.slug) },
      async ({ answer }): Promise<IdentityRow> => JSON.parse(answer ?? 'null')
    )
    const { job, explained } = await UnitOfWork.run(forOrganization(acme.id), async () => ({
      job: await jobIdentity({ userId: member.userId, keyId: null }),
      explained: await explainSubject(member.userId),
    }))
    const [account] = await UnitOfWork.run(asSystem, () => membershipSummariesOf(member.userId))

    if (!job || !explained) throw new Error('They are a member')
    assert.equal(request.employee_id, employee)
    assert.equal(job.employeeId, employee)
    assert.equal(explained.identity.employeeId, employee)
    assert.deepEqual(reaches(job), reaches(explained.identity))
    assert.sameMembers([...request.system_roles], ['support'])
    assert.sameMembers([...request.grants], ['customers:delete/own', 'deals:move/all'])
    assert.deepInclude(Object.fromEntries(reaches(job)), {
      'customers:delete': 'own',
      'deals:move': 'all',
      'vendors:update': null,
    })
    const held = reaches(job).flatMap(([name, reach]) => (reach === null ? [] : name))
    assert.deepEqual(
      account?.permissions.filter((name) => PERMISSIONS.includes(name)),
      held
    )
    const elsewhere = await UnitOfWork.run(forOrganization(globex.id), () =>
      jobIdentity({ userId: member.userId, keyId: null })
    )
    assert.isNull(elsewhere)
  })

  test('requests see no grants of another organization through it', async ({ assert }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const member = await hire(acme, { roles: ['sales'] })
    const held = async (organizationId: string) => {
      const { rows } = await UnitOfWork.run(forOrganization(organizationId), (unit) =>
        unit.query<{ system_roles: string[] }>('SELECT system_roles FROM held_grants($1, $2)', [
          acme.id,
          member.userId,
        ])
      )
      return rows[0]?.system_roles
    }

    assert.deepEqual(await held(acme.id), ['sales'])
    assert.deepEqual(await held(globex.id), [])
  })

  test('PostgreSQL writes it into the query that asks, so that it costs no call', async ({
    assert,
  }) => {
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (COSTS off) SELECT held.* FROM user_organizations m
         CROSS JOIN held_grants(m.organization_id, m.user_id) held`
      )
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')

    assert.notInclude(plan, 'held_grants')
    assert.include(plan, 'role_permissions')
  })
})
