import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { MAX_INDEXED } from '#core/custom_fields/custom_field'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

test.group('Custom fields | race', () => {
  test('of several who write one unique value at once, one has it, and 409 names the field', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { post, patch } = api(client, acme.owner)
    const definition = { resource: 'customers', key: 'number', title: 'Number', type: 'text' }
    await post('/api/custom-fields/', { ...definition, unique: true })
    for (let round = 0; round < 5; round += 1) {
      const known = await makeCustomer(acme)
      const custom = { number: `B${round}` }
      const answers = await Promise.all([
        ...[1, 2, 3].map((number) =>
          post('/api/customers/', { name: `Ann ${round} ${number}`, custom })
        ),
        patch(`/api/customers/${known}/`, { custom }),
      ])
      const refused = answers.filter((answer) => answer.status() === 409)
      assert.lengthOf(refused, 3)
      for (const answer of refused) {
        const [winner] = answers.filter((each) => each.status() < 300)
        answer.assertBodyContains({
          ...{ code: 'already_exists', field: 'custom.number', hidden_count: 0 },
          conflicts: [{ id: winner?.body().id }],
        })
      }
    }
    const kept = await inDatabase(acme, 'SELECT record_id FROM custom_field_values')
    assert.lengthOf(kept, 5)
  })

  test('the index that is made of a field has the records that are written meanwhile', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post, patch } = api(client, acme.owner)
    const definition = { resource: 'customers', key: 'region', title: 'Region', type: 'text' }
    const { id } = (await post('/api/custom-fields/', definition)).body()
    const write = (number: number) =>
      post('/api/customers/', { name: `Ann ${number}`, custom: { region: 'north' } })
    await Promise.all([
      ...[1, 2, 3, 4].map(write),
      patch(`/api/custom-fields/${id}/`, { indexed: true }),
      ...[5, 6, 7, 8].map(write),
      runJobs({ evenLater: true }),
    ])
    await runJobs({ evenLater: true })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE record_counters SET total = total + 20000
         WHERE organization_id = $1 AND resource = 'customers'`,
        [acme.id]
      )
    )
    assert.equal((await get('/api/customers/?custom.region=north&page_size=1')).body().count, 8)
  })

  test('however many define at once, there are no more than may be', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { post } = api(client, acme.owner)
    const answers = await Promise.all(
      Array.from({ length: MAX_INDEXED + 3 }, (_, number) =>
        post('/api/custom-fields/', {
          ...{ resource: 'customers', key: `k${number}`, title: 'K', type: 'text' },
          indexed: true,
        })
      )
    )
    const made = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(made, MAX_INDEXED)
  })
})
