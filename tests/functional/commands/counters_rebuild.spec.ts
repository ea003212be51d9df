import { test } from '@japa/runner'
import { checkCounters } from '#core/health/checks/counters'
import { countedResources, rebuildCounters } from '#core/database/record_counters'
import { makeDeal } from '#tests/support/deals'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makeCompany } from '#tests/support/personas'

test.group('Commands | counters:rebuild', () => {
  test('mends what the doctor finds', async ({ client, assert }) => {
    const acme = await makeCompany()
    await client.post('/api/customers/').bearerToken(acme.owner.token).json({ name: 'Ann Bee' })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE record_counters SET total = total + 41 WHERE organization_id = $1', [
        acme.id,
      ])
    )
    const found = (await checkCounters()).issues
    assert.isTrue(
      found.some(({ sentence }) => sentence.includes('counters of customers are wrong'))
    )

    for (const resource of countedResources()) {
      await UnitOfWork.run(asSystem, (unit) => rebuildCounters(unit, resource))
    }

    assert.deepEqual((await checkCounters()).issues, [])
    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(response.body().count, 1)
  })

  test('mends sums, too', async ({ client, assert }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { value: '125.50' })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE record_counters SET sums[2] = sums[2] + 1
         WHERE organization_id = $1 AND resource = 'deals'`,
        [acme.id]
      )
    )
    const found = (await checkCounters()).issues
    assert.isTrue(found.some(({ sentence }) => sentence.includes('counters of deals are wrong')))

    for (const resource of countedResources()) {
      await UnitOfWork.run(asSystem, (unit) => rebuildCounters(unit, resource))
    }

    assert.deepEqual((await checkCounters()).issues, [])
    const response = await client.get('/api/deals/stats/').bearerToken(acme.owner.token)
    assert.equal(response.body().total_value, '125.50')
  })
})
