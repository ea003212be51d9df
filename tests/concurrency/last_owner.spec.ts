import { test } from '@japa/runner'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

async function activeOwners(company: Company): Promise<number> {
  return UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<{ n: number }>(
      `SELECT count(*) AS n FROM user_organizations
       WHERE organization_id = $1 AND role = 'owner' AND is_active`,
      [company.id]
    )
    return rows[0]?.n ?? 0
  })
}

test.group('Last owner | race', () => {
  test('R-14: two owners who demote, lock out and remove each other leave one', async ({
    client,
    assert,
  }) => {
    const demote = (whom: Member, by: Member) =>
      client
        .patch(`/api/user-organizations/${whom.membershipId}/`)
        .bearerToken(by.token)
        .json({ role: 'member' })
    const lockOut = (whom: Member, by: Member) =>
      client.post(`/api/user-organizations/${whom.membershipId}/deactivate/`).bearerToken(by.token)
    const remove = (whom: Member, by: Member) =>
      client.delete(`/api/user-organizations/${whom.membershipId}/`).bearerToken(by.token)
    const ways = [demote, lockOut, remove]

    for (let round = 0; round < 20; round += 1) {
      const acme = await makeCompany()
      const second = await hire(acme, { as: 'owner' })
      const [mine = demote, other = demote] = [ways[round % 3], ways[(round >> 1) % 3]]

      const responses = await Promise.all([
        mine(second, acme.owner),
        other(acme.owner, second),
        other(second, second),
        mine(acme.owner, acme.owner),
      ])

      assert.equal(await activeOwners(acme), 1)
      for (const response of responses) {
        assert.include([200, 204, 400, 403, 404, 409], response.status(), response.text())
      }
    }
  })

  test('R-14: of two owners who are locked out at once, one stays', async ({ assert }) => {
    for (let round = 0; round < 20; round += 1) {
      const acme = await makeCompany()
      const second = await hire(acme, { as: 'owner' })
      const lockOut = ({ userId }: Member) =>
        UnitOfWork.run(asSystem, async () => {
          const user = await User.findOrFail(userId)
          await user.deactivate()
        })

      const outcomes = await Promise.allSettled([lockOut(acme.owner), lockOut(second)])

      assert.lengthOf(
        outcomes.filter(({ status }) => status === 'fulfilled'),
        1
      )
    }
  })
})
