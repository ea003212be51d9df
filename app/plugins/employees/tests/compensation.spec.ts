import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { api } from '#tests/support/api'
import { type Company, type Member, hireWith, makeCompany } from '#tests/support/personas'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import { inCompany } from '#tests/support/records'

const ALL = [
  'employees:read',
  'employees:create',
  'employees:update',
  'employees:export',
  'employees:bulk',
  'employees:terminate',
]

test.group('Employees | compensation', (group) => {
  let acme: Company
  let clerk: Member
  let paymaster: Member
  let id: string

  group.each.setup(async () => {
    acme = await makeCompany()
    clerk = await hireWith(acme, ALL)
    paymaster = await hireWith(acme, [...ALL, 'employees:read-compensation'])
  })

  group.each.setup(async () => {
    const pay = { firstName: 'Eve', salary: '85000.00', commissionRate: '7.50' }
    const employee = await inCompany(acme, () => EmployeeFactory.merge(pay).create())
    id = employee.id
  })

  test('is there for those who may read it', async ({ client, assert }) => {
    const { get, patch } = api(client, paymaster)
    assert.containsSubset((await get(`/api/employees/${id}/`)).body(), {
      salary: '85000.00',
      commission_rate: '7.50',
    })
    assert.equal((await get('/api/employees/?salary[gte]=85000')).body().count, 1)
    assert.equal((await patch(`/api/employees/${id}/`, { salary: 1 })).body().salary, '1.00')
  })

  test('R-13: does not exist for others: in bodies, whatever they do', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, clerk)
    const answers = [
      (await get(`/api/employees/${id}/`)).body(),
      (await patch(`/api/employees/${id}/`, { city: 'Rome' })).body(),
      (await post('/api/employees/', { full_name: 'Al Roe' })).body(),
      (await post(`/api/employees/${id}/terminate/`)).body().employee,
    ]
    for (const body of answers) {
      assert.notProperty(body, 'salary')
      assert.notProperty(body, 'commission_rate')
    }
  })

  test('R-13: does not exist for others: in filters, order, fields and search', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, clerk)
    const nonsense = async (query: string) => {
      const body = (await get(`/api/employees/?${query}`)).body()
      return JSON.stringify({ ...body, request_id: null }).replaceAll(/salary|wombat/g, '·')
    }
    for (const query of ['·=1', '·[gte]=1', '·[is_null]=true', 'ordering=·', 'fields=id,·']) {
      const hidden = await nonsense(query.replace('·', 'salary'))
      assert.equal(hidden, await nonsense(query.replace('·', 'wombat')))
      assert.include(hidden, '"status":400')
    }
    assert.equal((await get('/api/employees/?search=85000')).body().count, 0)
    ;(await get(`/api/employees/${id}/?fields=salary`)).assertStatus(400)
  })

  test('R-13: does not exist for others: in exports', async ({ client, assert }) => {
    const csv = (await api(client, clerk).get('/api/employees/export/')).text()
    const [row] = parse<Record<string, string>>(csv, { columns: true })
    assert.equal(row?.first_name, 'Eve')
    assert.notProperty(row, 'salary')
    assert.notInclude(csv, '85000')
    const whole = (await api(client, paymaster).get('/api/employees/export/')).text()
    assert.include(whole, '85000.00')
  })

  test('R-13: does not exist for others: in writes, whatever is written', async ({
    client,
    assert,
  }) => {
    const { patch, post } = api(client, clerk)
    for (const value of [1, -1, 'much', null, {}, '85000.00']) {
      const refusals = [
        await patch(`/api/employees/${id}/`, { salary: value }),
        await post('/api/employees/', { full_name: 'Al Roe', salary: value }),
        await post('/api/employees/bulk_update/', { ids: [id], data: { salary: value } }),
      ]
      for (const response of refusals) {
        response.assertStatus(422)
        assert.deepEqual(response.body().errors, [
          { field: 'salary', rule: 'unknown', message: 'The salary field cannot be written' },
        ])
      }
    }
    const shown = await api(client, paymaster).get(`/api/employees/${id}/`)
    assert.containsSubset(shown.body(), { salary: '85000.00', version: 1 })
  })

  test('R-13: does not stand in what embeds an employee', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const customer = await post('/api/customers/', { name: 'Ann Lee', assigned_to_id: id })
    assert.notProperty(customer.body().assigned_to, 'salary')
    const report = await post('/api/employees/', { full_name: 'Al Roe', manager_id: id })
    assert.notProperty(report.body().manager, 'salary')
  })
})
