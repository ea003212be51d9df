import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { streamCsv } from '#query/csv_export'
import { makeCompany } from '#tests/personas'
import { UnitOfWork, forOrganization } from '#tenancy/unit_of_work'

test.group('Query | CSV export', () => {
  test('a statement that fails is thrown, ends its unit once, and takes no place away', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const manner = {
      reader: forOrganization(acme.id),
      holder: { callerId: acme.owner.userId, organizationId: acme.id },
    }
    const releases: unknown[] = []
    const end = UnitOfWork.prototype.end
    UnitOfWork.prototype.end = function (this: UnitOfWork) {
      releases.push(this)
      return end.call(this)
    }
    try {
      for (let round = 0; round < 6; round += 1) {
        await assert.rejects(() =>
          streamCsv(manner, ['n'], { text: 'SELECT 1 / 0 AS n', values: [] })
        )
      }
    } finally {
      UnitOfWork.prototype.end = end
    }
    assert.lengthOf(releases, 6)
    assert.equal(new Set(releases).size, 6)

    const csv = await streamCsv(manner, ['n'], { text: 'SELECT 7 AS n', values: [] })
    const chunks = await csv.toArray()
    assert.equal(Buffer.concat(chunks).toString(), 'n\r\n7\r\n')
    const { pool } = db.connection().getWriteClient().client
    while (pool.numUsed() > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  })
})
