import { test } from '@japa/runner'
import { fenceProblems } from '#tenancy/catalogue_check'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

test.group('Schema | fence', () => {
  test('stands', async ({ assert }) => {
    const problems = await UnitOfWork.run(forSystem, (unit) =>
      fenceProblems((text) => unit.query(text))
    )

    assert.deepEqual(problems, [])
  })
})
