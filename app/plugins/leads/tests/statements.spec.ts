import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { makeLeads } from '#tests/support/leads'
import { makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'
import { makeVendor } from '#tests/support/vendors'

test.group('Leads, employees, vendors | statements', () => {
  test('every reading is one statement, however many there are', async ({ client, assert }) => {
    const acme = await makeCompany()
    const employee = await makeEmployee(acme)
    const vendor = await makeVendor(acme)
    const [lead = ''] = await makeLeads(acme, 30, () => ({ assigned_to_id: employee }))

    for (const path of [
      'leads/',
      'leads/?search=lead&ordering=-lead_score',
      'leads/hot/',
      'leads/stats/',
      'leads/stats/?source=website&search=lead',
      `leads/${lead}/`,
      `leads/${lead}/score/`,
      'employees/',
      'employees/departments/',
      `employees/${employee}/`,
      'vendors/',
      `vendors/${vendor}/`,
    ]) {
      const statements = await countStatements(async () => {
        const response = await api(client, acme.owner).get(`/api/${path}`)
        response.assertStatus(200)
      })
      assert.equal(statements, 1, path)
    }
  })
})
