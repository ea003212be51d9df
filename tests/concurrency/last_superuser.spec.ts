import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { toProblem } from '#core/http/exceptions/to_problem'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { type Persona } from '#tests/support/personas'
import { makeSuperuser } from '#tests/support/visitor'

/** Makes these the only superusers that there are. */
async function leaveOnly(...those: readonly Persona[]): Promise<void> {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query('UPDATE users SET is_superuser = false WHERE is_superuser AND NOT id = ANY($1)', [
      those.map(({ userId }) => userId),
    ])
  )
}

test.group('Last superuser | race', () => {
  test('of two superusers who take the right from each other at once, one keeps it', async ({
    assert,
  }) => {
    const ways = [
      (user: User) => user.merge({ isSuperuser: false }).save(),
      (user: User) => user.deactivate(),
      (user: User) => user.delete(),
    ]
    for (let round = 0; round < 12; round += 1) {
      const [one, other] = [await makeSuperuser(), await makeSuperuser()]
      await leaveOnly(one, other)
      const lose = ({ userId }: Persona, way = ways[0]) =>
        UnitOfWork.run(asSystem, async () => {
          await way?.(await User.findOrFail(userId))
        })

      const outcomes = await Promise.allSettled([
        lose(one, ways[round % 3]),
        lose(other, ways[(round >> 1) % 3]),
      ])

      const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
      assert.lengthOf(refused, 1)
      assert.equal(toProblem(refused[0]?.reason).code, 'last_superuser')
    }
  })
})
