import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { checkCollations } from '#core/health/checks/database'

test.group('Health | collations', () => {
  test('indexes by another version of ICU are a problem, which names what to run', async ({
    assert,
  }) => {
    assert.deepEqual((await checkCollations(db.connection())).issues, [])

    const transaction = await db.transaction()
    try {
      await transaction.rawQuery(
        `CREATE COLLATION aged (provider = icu, locale = 'und', version = '1')`
      )
      const [issue] = (await checkCollations(transaction)).issues
      assert.equal(issue?.level, 'problem')
      assert.match(issue?.sentence ?? '', /ALTER COLLATION aged REFRESH VERSION/)
    } finally {
      await transaction.rollback()
    }
  })
})
