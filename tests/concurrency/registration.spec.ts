import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

test.group('Registration | races', () => {
  test('R-28: of many registrations of one address at once one is made, and all are answered alike', async ({
    client,
    assert,
  }) => {
    const email = `Race.${randomUUID()}@Example.com`
    const responses = await Promise.all(
      [email, email.toLowerCase(), email.toUpperCase(), email].map((spelling) =>
        client.post('/api/users/').json({
          email: spelling,
          password: 'plenty of salted caramel',
          password_confirm: 'plenty of salted caramel',
          first_name: 'Rachel',
          last_name: 'Racer',
          organization_name: 'Race',
        })
      )
    )

    assert.deepEqual(
      responses.map((response) => response.status()),
      [201, 201, 201, 201]
    )
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ users: number; owned: number }>(
        `SELECT count(DISTINCT u.id) AS users, count(m.id) AS owned
         FROM users u LEFT JOIN user_organizations m ON m.user_id = u.id
         WHERE u.email_normalized = lower($1)`,
        [email]
      )
    )
    assert.deepEqual(rows[0], { users: 1, owned: 1 })
  })
})
