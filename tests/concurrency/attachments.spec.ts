import { test } from '@japa/runner'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { PDF, attach, storedFiles } from '#tests/support/attachments'
import { inDatabase } from '#tests/support/deals'
import { hire, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const SENDERS = 4

test.group('Attachments | races', () => {
  test('that many send at once never have more room than there is', async ({ client, assert }) => {
    const acme = await makeCompany()
    const record = await inCompany(
      acme,
      async () => `customers/${(await CustomerFactory.create()).id}`
    )
    const senders = await Promise.all(
      Array.from({ length: SENDERS }, () => hire(acme, { as: 'admin' }))
    )
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE organizations SET file_quota_megabytes = 1 WHERE id = $1', [acme.id])
    )
    const large = Buffer.concat([PDF, Buffer.alloc(400_000, 'x')])

    const answers = await Promise.all(
      senders.map((sender) => attach(client, sender, record, large))
    )

    const statuses = answers.map((answer) => answer.status()).sort()
    assert.deepEqual(statuses, [201, 201, 409, 409])
    assert.lengthOf(await storedFiles(acme), 2)
    const [usage] = await inDatabase<{ bytes: number }>(
      acme,
      'SELECT bytes::int FROM file_usages WHERE organization_id = $1',
      [acme.id]
    )
    assert.equal(usage?.bytes, 2 * large.length)
  })
})
