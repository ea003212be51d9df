import { test } from '@japa/runner'
import { PASSWORD, hire, join, makeCompany } from '#tests/support/personas'

test.group('Audit logs | logins', () => {
  test('are in the log of every organization that the user works for, and in no other', async ({
    client,
    assert,
  }) => {
    const [acme, globex, initech] = [
      await makeCompany('Acme'),
      await makeCompany('Globex'),
      await makeCompany('Initech'),
    ]
    const ann = await hire(acme)
    await join(globex, ann)

    const login = await client
      .post('/api/auth/login/')
      .json({ email: ann.email, password: PASSWORD })
    await client.post('/api/auth/logout/').bearerToken(login.body().tokens.access)
    await client.post('/api/auth/login/').json({ email: ann.email, password: 'wrong' })

    const loginsOf = async ({ owner }: typeof acme) => {
      const response = await client
        .get('/api/audit-logs/?resource=sessions')
        .bearerToken(owner.token)
      return response.body().results
    }
    for (const company of [acme, globex]) {
      const events = await loginsOf(company)
      assert.containsSubset(events, [
        { action: 'sessions:logout', outcome: 'done', actor: { id: ann.userId } },
        { action: 'sessions:login', outcome: 'done', actor: { id: ann.userId } },
      ])
      assert.lengthOf(events, 2)
      assert.notMatch(JSON.stringify(events), /127\.0\.0\.1|user_agent/)
    }
    assert.deepEqual(await loginsOf(initech), [])
  })

  test('of a user who was locked out are not', async ({ client, assert }) => {
    const acme = await makeCompany()
    const ann = await hire(acme)
    await client
      .post(`/api/user-organizations/${ann.membershipId}/deactivate/`)
      .bearerToken(acme.owner.token)
    await client.post('/api/auth/login/').json({ email: ann.email, password: PASSWORD })
    const response = await client
      .get('/api/audit-logs/?resource=sessions')
      .bearerToken(acme.owner.token)
    assert.equal(response.body().count, 0)
  })
})
