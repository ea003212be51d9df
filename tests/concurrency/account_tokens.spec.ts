import { test } from '@japa/runner'
import { AccountToken } from '#plugins/identity/models/account_token'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makePersona } from '#tests/support/personas'

test.group('Account tokens | races', () => {
  test('R-30: of twenty uses at once, exactly one succeeds', async ({ assert }) => {
    const { userId, email } = await makePersona()
    const token = await UnitOfWork.run(asSystem, () =>
      AccountToken.issue({ userId, email }, 'reset_password')
    )

    const proofs = await Promise.all(
      Array.from({ length: 20 }, () =>
        UnitOfWork.run(asSystem, () => AccountToken.consume(token, 'reset_password'))
      )
    )

    assert.deepEqual(
      proofs.filter((proof) => proof !== null),
      [{ userId, email }]
    )
  })
})
