import { test } from '@japa/runner'
import { Identity } from '#core/access/identity'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import type { Resource } from '#core/resources/define_resource'
import { type QueryString, readListRequest } from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import { resources } from '#core/resources/registry'
import { type Company, makeCompany } from '#tests/support/personas'

/** A statement as it is sent: what it says, and under which name its plan is kept. */
interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name: string | null
}

/** The statement of a list of the company's owner. */
async function statementOf(
  company: Company,
  resource: Resource,
  query: QueryString
): Promise<Sent | null> {
  const owner = new Identity({
    user_id: company.owner.userId,
    session_id: 'session',
    organization_id: company.id,
    role: 'owner',
    employee_id: null,
    system_roles: [],
    grants: [],
    choices: null,
    plugins_version: 0,
  })
  return UnitOfWork.run(forOrganization(company.id), async (unit) => {
    const records = new RecordQuery(resource, owner, unit)
    let sent: Sent | null = null
    await records
      .page(readListRequest(query, resource, records.visible))
      .run(async (text, values, name) => {
        sent = { text, values, name }
        return { rows: [], rowCount: 0, command: 'SELECT', oid: 0, fields: [] }
      })
    return sent
  })
}

/** Ways of saying the order that a list has anyway. */
function sayings({ order, fields }: Resource): string[] {
  const id = order.startsWith('-') ? '-id' : 'id'
  return [
    order,
    ` ${order.replaceAll(',', ' , ')} `,
    ...(fields.id?.sortable ? [`${order},${id}`] : []),
  ]
}

test.group('Query | the own order of a list', () => {
  test('said explicitly it is the same statement, kept under the same name, for every resource', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    let kept = 0
    for (const resource of resources.values()) {
      const silent = await statementOf(acme, resource, {})
      const walk = await statementOf(acme, resource, { cursor: '' })
      for (const ordering of sayings(resource)) {
        const said = `${resource.name}: ${ordering}`
        assert.deepEqual(await statementOf(acme, resource, { ordering }), silent, said)
        assert.deepEqual(await statementOf(acme, resource, { ordering, cursor: '' }), walk, said)
      }
      if (silent?.name) kept += 1
    }
    assert.isAbove(kept, 5)
  })

  test('another one is another statement, whose plan is not kept', async ({ assert }) => {
    const acme = await makeCompany()
    const customers = resources.get('customers')
    if (!customers) throw new Error('There are no customers')
    const silent = await statementOf(acme, customers, {})
    for (const ordering of ['created_at', '-created_at,id', '-updated_at', 'name']) {
      const other = await statementOf(acme, customers, { ordering })
      assert.notEqual(other?.text, silent?.text, ordering)
      assert.isNull(other?.name ?? null, ordering)
    }
  })
})
