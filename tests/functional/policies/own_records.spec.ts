import { test } from '@japa/runner'
import fc from 'fast-check'
import { Identity } from '#core/access/identity'
import Customer from '#plugins/customers/models/customer'
import CustomerPolicy from '#plugins/customers/policies/customer_policy'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Member, hireWith, makeCompany } from '#tests/support/personas'

interface Caller {
  readonly member: Member
  readonly employeeId: string | null
}

/** Whom a record names, as positions among the callers; -1 is nobody. */
interface Draft {
  readonly creator: number
  readonly assignee: number
  readonly subject: number
}

const REACHES = ['own', 'all', 'none'] as const

async function setReach(company: Company, { member }: Caller, reach: (typeof REACHES)[number]) {
  await UnitOfWork.run(forOrganization(company.id), async (unit) => {
    const role = '(SELECT role_id FROM user_roles WHERE organization_id = $1 AND user_id = $2)'
    await unit.query(
      `DELETE FROM role_permissions WHERE organization_id = $1 AND role_id = ${role}`,
      [company.id, member.userId]
    )
    if (reach === 'none') return
    await unit.query(
      `INSERT INTO role_permissions (organization_id, role_id, permission, reach)
       SELECT $1, ${role}, 'customers:read', $3`,
      [company.id, member.userId, reach]
    )
  })
}

/** Writes the drafts. A user is the subject of one record at most, and the first that names them wins. */
async function write(company: Company, callers: readonly Caller[], drafts: readonly Draft[]) {
  return UnitOfWork.run(forOrganization(company.id), async (unit) => {
    await unit.query('UPDATE customers SET deleted_at = now() WHERE organization_id = $1', [
      company.id,
    ])
    const subjects = new Set<number>()
    const written: Customer[] = []
    for (const { creator, assignee, subject } of drafts) {
      const customer = await Customer.create({
        name: 'Somebody',
        createdById: callers[creator]?.member.userId ?? null,
        assignedToId: callers[assignee]?.employeeId ?? null,
        userId: subjects.has(subject) ? null : (callers[subject]?.member.userId ?? null),
      })
      subjects.add(subject)
      written.push(await Customer.findOrFail(customer.id))
    }
    return written
  })
}

function identityOf(company: Company, caller: Caller, reach: (typeof REACHES)[number]) {
  return new Identity({
    user_id: caller.member.userId,
    session_id: caller.member.sessionId,
    organization_id: company.id,
    role: 'member',
    employee_id: caller.employeeId,
    system_roles: [],
    grants: reach === 'none' ? [] : [`customers:read/${reach}`],
    choices: null,
    plugins_version: 0,
  })
}

test.group('Own records | list and record', () => {
  test('a list shows exactly the records that the policy lets somebody see', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = () => hireWith(acme, ['customers:read'])
    const [ann, bob, cid] = [await member(), await member(), await member()]
    const callers: Caller[] = [
      { member: ann, employeeId: await makeEmployee(acme, { userId: ann.userId }) },
      { member: bob, employeeId: await makeEmployee(acme, { userId: bob.userId }) },
      { member: cid, employeeId: null },
    ]
    const somebody = fc.integer({ min: -1, max: callers.length - 1 })
    const draft = fc.record({ creator: somebody, assignee: somebody, subject: somebody })
    const policy = new CustomerPolicy()

    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { maxLength: 8 }),
        fc.tuple(...callers.map(() => fc.constantFrom(...REACHES))),
        async (drafts, reaches) => {
          const records = await write(acme, callers, drafts)
          for (const [index, caller] of callers.entries()) {
            const reach = reaches[index] ?? 'none'
            await setReach(acme, caller, reach)
            const identity = identityOf(acme, caller, reach)
            const seen = records.filter((record) => policy.read(identity, record).authorized)

            const list = await client
              .get('/api/customers/?page_size=100&fields=id')
              .bearerToken(caller.member.token)

            if (reach === 'none') {
              assert.equal(list.status(), 403)
              assert.isEmpty(seen)
              continue
            }
            const listed: { id: string }[] = list.body().results
            assert.sameMembers(
              listed.map(({ id }) => id),
              seen.map(({ id }) => id)
            )
            assert.equal(list.body().count, seen.length)
            for (const { id } of records) {
              const show = await client
                .get(`/api/customers/${id}/`)
                .bearerToken(caller.member.token)
              assert.equal(
                show.status() === 200,
                seen.some((record) => record.id === id)
              )
            }
          }
        }
      ),
      { numRuns: 25 }
    )
  }).timeout(120_000)

  test('a user with a grant for their own changes no other record', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['customers:read', 'customers:update/own'])
    const [record] = await write(acme, [], [{ creator: -1, assignee: -1, subject: -1 }])

    const response = await client
      .patch(`/api/customers/${record?.id}/`)
      .bearerToken(member.token)
      .json({ name: 'Mine' })

    response.assertStatus(403)
  })
})
