import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { defineResource } from '#core/resources/define_resource'
import { decimal, text, uuid } from '#core/resources/fields'
import { declareResource, resources } from '#core/resources/registry'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'

const COMPENSATION = 'employees:read-compensation'
const READS = ['audit-logs:read', 'audit-logs:export']

/** Employees as this is about them; their own resource once there is one. */
if (!resources.has('employees')) {
  declareResource(
    defineResource({
      name: 'employees',
      singular: 'employee',
      fields: {
        id: uuid(),
        first_name: text(),
        salary: decimal({ permission: COMPENSATION }),
      },
    })
  )
}

/** Everything that the log says to somebody, on all its surfaces. */
async function everythingFor(client: ApiClient, by: Persona, id: string) {
  const page = await client.get(`/api/audit-logs/?record_id=${id}`).bearerToken(by.token)
  const [event] = page.body().results
  const detail = await client.get(`/api/audit-logs/${event.id}/`).bearerToken(by.token)
  const csv = await client.get(`/api/audit-logs/export/?record_id=${id}`).bearerToken(by.token)
  const [row] = parse<Record<string, string>>(csv.text(), { columns: true })
  return [event.changes, detail.body().changes, JSON.parse(row?.changes ?? '')]
}

test.group('Audit logs | field permissions', (group) => {
  let acme: Company
  let eve: string

  group.each.setup(async () => {
    acme = await makeCompany()
    eve = await makeEmployee(acme)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE employees SET salary = 71234.50, first_name = 'Eva' WHERE id = $1`, [eve])
    )
  })

  test('R-13: a field that a user may not read is not in the log for them', async ({
    client,
    assert,
  }) => {
    const plain = await hireWith(acme, READS)
    const ofHisOwn = await hireWith(acme, [...READS, `${COMPENSATION}/own`])

    for (const caller of [plain, ofHisOwn]) {
      for (const changes of await everythingFor(client, caller, eve)) {
        assert.deepEqual(changes, { first_name: { from: 'Eve', to: 'Eva' } })
      }
    }
  })

  test('a user who may read it finds it, whoever asked before', async ({ client, assert }) => {
    const plain = await hireWith(acme, READS)
    const payroll = await hireWith(acme, [...READS, COMPENSATION])

    for (const [caller, shown] of [
      [plain, false],
      [payroll, true],
      [plain, false],
      [acme.owner, true],
    ] as const) {
      for (const changes of await everythingFor(client, caller, eve)) {
        assert.deepEqual(changes.salary, shown ? { from: null, to: '71234.50' } : undefined)
      }
    }
  })

  test('R-13: nothing can be asked of it', async ({ client, assert }) => {
    const plain = await hireWith(acme, READS)
    for (const query of ['salary[gte]=1', 'changes[contains]=71234', 'fields=salary']) {
      for (const path of ['', 'export/']) {
        const response = await client
          .get(`/api/audit-logs/${path}?${query}`)
          .bearerToken(plain.token)
        assert.equal(response.status(), 400, query)
      }
    }
  })

  test('what an export asked for is told to those who may read all it could ask for', async ({
    client,
    assert,
  }) => {
    const plain = await hireWith(acme, READS)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(
        `SELECT record_event('employees:export', 'employees', NULL, 'done', '{"asked":{"salary":"1"}}')`
      )
    )

    for (const [caller, details] of [
      [plain, null],
      [acme.owner, { asked: { salary: '1' } }],
    ] as const) {
      const response = await client
        .get('/api/audit-logs/?action=employees:export')
        .bearerToken(caller.token)
      assert.deepEqual(response.body().results[0].details, details)
    }
  })
})
