import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { work } from '#config/clients'
import { workPlaces } from '#core/http/work_places'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { waitingForLocks } from '#tests/support/open_transaction'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { listenToLog } from '#tests/support/secrets'
import { eventually } from '#tests/support/slow_client'

test.group('HTTP | work in flight', (group) => {
  let acme: Company
  let id: string
  let other: TransactionClientContract

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeCustomer(acme, { name: 'Hot' })
    other = await db.transaction()
    await other.rawQuery(
      `SELECT set_config('role', 'crm_app', true), set_config('app.organization_id', ?, true)`,
      [acme.id]
    )
    await other.rawQuery('SELECT FROM customers WHERE id = ? FOR UPDATE', [id])
    return async () => {
      if (!other.isCompleted) await other.rollback()
      await eventually(() => workPlaces.taken === 0)
    }
  })

  test('R-73: a caller holds as many connections as are theirs, the rest of their calls waits without one, and others do not wait', async ({
    client,
    assert,
  }) => {
    const { caller } = work.atOnce
    const colleague = await hire(acme, { as: 'admin' })
    const globex = await makeCompany('Globex')
    const { patch } = api(client, acme.owner)
    await api(client, acme.owner).get(
      '/api/customers/'
    ) /* From now on the process knows whose calls they are. */

    const calls = Array.from({ length: caller + 9 }, (_, number) =>
      patch(`/api/customers/${id}/`, { notes: `${number}` })
    )
    const answers = Promise.all(calls)
    await eventually(() => workPlaces.waiting === 9)
    await eventually(async () => (await waitingForLocks()) === caller)
    assert.equal(workPlaces.taken, caller)
    for (const reader of [colleague, globex.owner]) {
      const { get } = api(client, reader)
      for (const path of ['/api/customers/', '/api/customers/stats/']) {
        assert.equal((await get(path)).status(), 200)
      }
    }

    await other.rollback()
    assert.deepEqual([...new Set((await answers).map((answer) => answer.status()))], [200])
  })

  test('R-73: a record that another request holds is answered 409 try_again, which is no outage, and nothing is written', async ({
    client,
    assert,
    cleanup,
  }) => {
    const cold = await makeCustomer(acme, { name: 'Cold' })
    const { get, patch, post } = api(client, acme.owner)
    const logged = await listenToLog(cleanup)

    const answers = await Promise.all([
      patch(`/api/customers/${id}/`, { notes: 'mine' }),
      post('/api/customers/bulk_update/', { ids: [cold, id], data: { notes: 'mine' } }),
    ])

    for (const answer of answers) {
      answer.assertStatus(409)
      answer.assertBodyContains({ code: 'try_again' })
      answer.assertHeader('retry-after', '1')
    }
    assert.notInclude(await logged(), 'turned away')
    assert.isNull((await get(`/api/customers/${cold}/`)).body().notes)
  })
})
