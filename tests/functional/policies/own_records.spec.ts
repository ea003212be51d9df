import type { ApiClient } from '@japa/api-client'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { Identity } from '#core/access/identity'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import Customer from '#plugins/customers/models/customer'
import CustomerPolicy from '#plugins/customers/policies/customer_policy'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { PipelineFactory } from '#plugins/deals/factories/pipeline_factory'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import { LeadFactory } from '#plugins/leads/factories/lead_factory'
import { VendorFactory } from '#plugins/vendors/factories/vendor_factory'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

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

/** What makes a record somebody's own. */
type Claim = 'creator' | 'assignee' | 'subject'

interface Named {
  readonly name: string
  /** Whose it is, by the claim in question. */
  readonly userId: string
  readonly employeeId: string | null
}

interface Row {
  readonly resource: string
  readonly claim: Claim
  /** Makes a record that is somebody's by this claim alone. @returns its id */
  readonly make: (of: Named) => Promise<{ readonly id: string }>
  /** A change that anyone may make of many at once. */
  readonly change: Readonly<Record<string, string>>
  /** The column of an export that names the record. */
  readonly column: string
  readonly hasStatistics: boolean
}

const customers = {
  resource: 'customers',
  change: { city: 'Graz' },
  column: 'name',
  hasStatistics: true,
}
const leads = {
  resource: 'leads',
  change: { campaign: 'May' },
  column: 'name',
  hasStatistics: true,
}
const deals = {
  resource: 'deals',
  change: { source: 'Fair' },
  column: 'title',
  hasStatistics: true,
}
const vendors = {
  resource: 'vendors',
  change: { industry: 'Ink' },
  column: 'name',
  hasStatistics: false,
}
const employees = {
  resource: 'employees',
  change: { department: 'Ink' },
  column: 'first_name',
  hasStatistics: false,
}

/* Written by hand: what is right is not asked of the code that decides it. */
const ROWS: readonly Row[] = [
  {
    ...customers,
    claim: 'creator',
    make: ({ name, userId }) => CustomerFactory.merge({ name, createdById: userId }).create(),
  },
  {
    ...customers,
    claim: 'assignee',
    make: ({ name, employeeId }) =>
      CustomerFactory.merge({ name, assignedToId: employeeId }).create(),
  },
  {
    ...customers,
    claim: 'subject',
    make: ({ name, userId }) => CustomerFactory.merge({ name, userId }).create(),
  },
  {
    ...vendors,
    claim: 'creator',
    make: ({ name, userId }) => VendorFactory.merge({ name, createdById: userId }).create(),
  },
  {
    ...vendors,
    claim: 'assignee',
    make: ({ name, employeeId }) =>
      VendorFactory.merge({ name, assignedEmployeeId: employeeId }).create(),
  },
  {
    ...vendors,
    claim: 'subject',
    make: ({ name, userId }) => VendorFactory.merge({ name, userId }).create(),
  },
  {
    ...leads,
    claim: 'creator',
    make: ({ name, userId }) => LeadFactory.merge({ name, createdById: userId }).create(),
  },
  {
    ...leads,
    claim: 'assignee',
    make: ({ name, employeeId }) => LeadFactory.merge({ name, assignedToId: employeeId }).create(),
  },
  {
    ...deals,
    claim: 'creator',
    make: ({ name, userId }) => DealFactory.merge({ title: name, createdById: userId }).create(),
  },
  {
    ...deals,
    claim: 'assignee',
    make: ({ name, employeeId }) =>
      DealFactory.merge({ title: name, assignedToId: employeeId }).create(),
  },
  {
    ...employees,
    claim: 'creator',
    make: ({ name, userId }) =>
      EmployeeFactory.merge({ firstName: name, createdById: userId }).create(),
  },
  {
    ...employees,
    claim: 'subject',
    make: ({ name, userId }) => EmployeeFactory.merge({ firstName: name, userId }).create(),
  },
]

interface Pair {
  readonly caller: Member
  readonly mine: string
  readonly others: readonly string[]
}

/** A caller with one record that is theirs by the claim, beside one of somebody else and one of no one. */
async function makePair(row: Row): Promise<Pair> {
  const acme = await makeCompany()
  const grants = ['read', 'update', 'export'].map((action) => `${row.resource}:${action}/own`)
  const [caller, other] = [
    await hireWith(acme, [...grants, `${row.resource}:bulk`]),
    await hire(acme),
  ]
  const isAssigned = row.claim === 'assignee'
  const employeeOf = (userId: string) => (isAssigned ? makeEmployee(acme, { userId }) : null)
  const [own, theirs] = [await employeeOf(caller.userId), await employeeOf(other.userId)]
  return inCompany(acme, async () => {
    const mine = await row.make({ name: 'Mine Quokka', userId: caller.userId, employeeId: own })
    const another = await row.make({
      name: 'Theirs Quokka',
      userId: other.userId,
      employeeId: theirs,
    })
    const ofNoOne = await row.make({
      name: 'Theirs Quokka',
      userId: acme.owner.userId,
      employeeId: null,
    })
    return { caller, mine: mine.id, others: [another.id, ofNoOne.id] }
  })
}

/** What each surface shows of a pair: the caller's own, and nothing of the others. */
const SURFACES: Readonly<
  Record<
    string,
    (asked: { client: ApiClient; assert: Assert; row: Row; pair: Pair }) => Promise<void>
  >
> = {
  async list({ client, assert, row, pair }) {
    for (const query of ['', '?search=quokka', '?search=mine%20quokka', '?cursor=']) {
      const list = await api(client, pair.caller).get(`/api/${row.resource}/${query}`)
      list.assertStatus(200)
      const results: { id: string }[] = list.body().results
      assert.deepEqual(
        results.map(({ id }) => id),
        [pair.mine],
        query
      )
      if (query !== '?cursor=') assert.equal(list.body().count, 1, query)
    }
    const theirs = await api(client, pair.caller).get(`/api/${row.resource}/?search=theirs`)
    assert.equal(theirs.body().count, 0)
  },

  async detail({ client, row, pair }) {
    const show = (id: string) => api(client, pair.caller).get(`/api/${row.resource}/${id}/`)
    const own = await show(pair.mine)
    own.assertStatus(200)
    for (const id of pair.others) (await show(id)).assertStatus(404)
  },

  async stats({ client, assert, row, pair }) {
    if (!row.hasStatistics) return
    for (const query of ['', '?search=quokka']) {
      const stats = await api(client, pair.caller).get(`/api/${row.resource}/stats/${query}`)
      stats.assertStatus(200)
      assert.equal(stats.body().total, 1, query)
    }
  },

  async export({ client, assert, row, pair }) {
    for (const query of ['', '&search=quokka']) {
      const csv = await api(client, pair.caller).get(
        `/api/${row.resource}/export/?fields=${row.column}${query}`
      )
      csv.assertStatus(200)
      const [, ...lines] = csv.text().trim().split(/\r?\n/)
      assert.lengthOf(lines, 1, query)
      assert.include(lines[0], 'Mine Quokka')
    }
  },

  async bulk_update({ client, assert, row, pair }) {
    const ids = [...pair.others, pair.mine]
    const response = await api(client, pair.caller).post(`/api/${row.resource}/bulk_update/`, {
      ids,
      data: row.change,
    })
    response.assertStatus(200)
    const results: { status: number }[] = response.body().results
    assert.deepEqual(
      results.map(({ status }) => status),
      [404, 404, 200]
    )
  },
}

test.group('Own records | every surface', () => {
  for (const row of ROWS) {
    test(`${row.resource} by their ${row.claim} are in ${Object.keys(SURFACES).join(', ')}, and no others`, async ({
      client,
      assert,
    }) => {
      const pair = await makePair(row)
      for (const shows of Object.values(SURFACES)) await shows({ client, assert, row, pair })
    })
  }

  for (const { resource, permission, mineOf } of [
    {
      resource: 'user-organizations',
      permission: 'members:read/own',
      mineOf: async (_acme: Company, { membershipId }: Member) => membershipId,
    },
    {
      resource: 'pipelines',
      permission: 'pipelines:read/own',
      mineOf: async (acme: Company, { userId }: Member) =>
        (await inCompany(acme, () => PipelineFactory.merge({ createdById: userId }).create())).id,
    },
  ]) {
    test(`${resource} that are the caller’s are in list, count and detail, and no others`, async ({
      client,
      assert,
    }) => {
      const acme = await makeCompany()
      const [caller, other] = [await hireWith(acme, [permission]), await hire(acme)]
      const [mine, theirs] = [await mineOf(acme, caller), await mineOf(acme, other)]

      const list = await api(client, caller).get(`/api/${resource}/`)
      list.assertStatus(200)
      const results: { id: string }[] = list.body().results
      assert.deepEqual(
        results.map(({ id }) => id),
        [mine]
      )
      assert.equal(list.body().count, 1)
      const show = (id: string) => api(client, caller).get(`/api/${resource}/${id}/`)
      const own = await show(mine)
      own.assertStatus(200)
      const others = await show(theirs)
      others.assertStatus(404)
    })
  }
})
