import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { peopleFromContacts } from '#plugins/people/models/person/from_contacts'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { makeCompany } from '#tests/support/personas'

test.group('People | from the contact persons of customers', () => {
  test('makes people of them once, however often and by how many it is done', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const { delete: remove, get, put } = api(client, acme.owner)
    const customers = await makeCustomers(acme, 300, (n) => ({
      name: `Company ${n}`,
      customer_type: 'business',
      contact_person: `  Ann   B${n} `,
    }))
    await makeCustomers(acme, 1, () => ({ customer_type: 'business', contact_person: '---' }))
    await makeCustomers(acme, 1, () => ({ name: 'Single', contact_person: 'Someone' }))
    await makeCustomers(globex, 1, () => ({ customer_type: 'business', contact_person: 'Gus' }))
    const [first, second] = customers
    const known = await makePerson(acme, { name: 'ann b1' })
    await put(`/api/customers/${first}/associations/people/${known}/`, {})

    assert.equal((await peopleFromContacts(acme.id, { dryRun: true, batchSize: 100 })).made, 299)
    assert.equal((await get('/api/people/')).body().count, 1)

    const runs = await Promise.all([1, 2].map(() => peopleFromContacts(acme.id, { batchSize: 50 })))
    assert.equal(
      runs.reduce((sum, { made }) => sum + made, 0),
      299
    )
    assert.equal((await get('/api/people/')).body().count, 300)
    const { results } = (await get(`/api/customers/${second}/associations/people/`)).body()
    assert.lengthOf(results, 1)
    assert.containsSubset(results, [
      { name: 'Ann B2', primary_customer_id: second, association: { is_primary: true } },
    ])
    assert.containsSubset((await get(`/api/people/${results[0].id}/`)).body(), {
      first_name: 'Ann',
      last_name: 'B2',
    })
    const events = await inDatabase<{ action: string }>(
      acme,
      `SELECT DISTINCT action FROM audit_events WHERE organization_id = $1 AND record_id = $2`,
      [acme.id, results[0].id]
    )
    assert.sameMembers(
      events.map(({ action }) => action),
      ['people:create', 'people:associate']
    )

    await remove(`/api/people/${results[0].id}/`)
    const command = await ace.exec('people:from-contacts', ['--organization', acme.slug])
    assert.equal(command.exitCode, 0)
    assert.equal((await get('/api/people/')).body().count, 299)
    assert.equal((await api(client, globex.owner).get('/api/people/')).body().count, 0)
    const unknown = await ace.exec('people:from-contacts', ['--organization', 'nowhere'])
    assert.equal(unknown.exitCode, 1)
  })
})
