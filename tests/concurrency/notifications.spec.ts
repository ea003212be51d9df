import { test } from '@japa/runner'
import { makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { notificationsOf, notifyAll } from '#tests/support/notifications'
import { hire, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

test.group('Notifications | at once', () => {
  test('processes that read the log at once notify each user of each event once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const ben = await hire(acme, { roles: ['manager'] })
    const employee = await makeEmployee(acme, { userId: ben.userId })
    await makeDeals(acme, 30, () => ({ assigned_to_id: employee }))

    await Promise.all(Array.from({ length: 6 }, () => notifyAll(acme)))
    await notifyAll(acme)

    const shown = await notificationsOf(client, ben, { page_size: '100' })
    assert.lengthOf(shown, 30)
    assert.equal(new Set(shown.map(({ record_id: id }) => id)).size, 30)

    /* Also where a place in the log is lost. */
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE notification_progress SET epoch = 0, xid = '0'`)
    )
    await notifyAll(acme)
    assert.lengthOf(await notificationsOf(client, ben, { page_size: '100' }), 30)
  })
})
