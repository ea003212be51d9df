import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeLead, makeLeads } from '#tests/support/leads'
import { makeCompany } from '#tests/support/personas'

test.group('Leads | conversion under concurrency', () => {
  test('of fifty who convert a lead at once exactly one does, and all learn the same ids', async ({
    client,
    assert,
  }) => {
    /* What a process loads for its first conversion takes longer than the others would wait. */
    const globex = await makeCompany('Globex')
    await api(client, globex.owner).post(`/api/leads/${await makeLead(globex)}/convert/`)
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        post(`/api/leads/${id}/convert/`, { deal: { title: 'Licences' } })
      )
    )
    const winners = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(winners, 1)
    const { customer_id: customer, deal_id: deal } = winners[0]?.body() ?? {}
    for (const answer of answers.filter((other) => other.status() !== 201)) {
      answer.assertStatus(409)
      answer.assertBodyContains({
        code: 'lead_already_converted',
        customer_id: customer,
        deal_id: deal,
      })
    }
    assert.equal((await get('/api/customers/')).body().count, 1)
    assert.equal((await get('/api/deals/')).body().count, 1)
  })

  test('leads that become one customer at once all do, and fill it once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme, { name: 'Alice' })
    const leads = await makeLeads(acme, 6, (n) => ({ city: `City ${n}` }))
    const answers = await Promise.all(
      leads.map((id) => post(`/api/leads/${id}/convert/`, { customer_id: customer }))
    )
    assert.isTrue(answers.every((answer) => answer.status() === 201))
    const kept = answers.filter(
      (answer) =>
        !answer.body().not_carried.some(({ field }: { field: string }) => field === 'city')
    )
    assert.lengthOf(kept, 1)
    assert.equal((await get('/api/leads/?is_converted=true')).body().count, 6)
  })

  test('leads of one address that are converted at once are one person', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const leads = await makeLeads(acme, 6, () => ({ company: 'Engines', email: 'ada@example.com' }))
    const answers = await Promise.all(leads.map((id) => post(`/api/leads/${id}/convert/`)))
    assert.isTrue(answers.every((answer) => answer.status() === 201))
    assert.lengthOf([...new Set(answers.map((answer) => answer.body().person_id))], 1)
    assert.equal((await get('/api/people/')).body().count, 1)
  })
})
