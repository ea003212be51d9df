import { test } from '@japa/runner'
import { PASSWORD, makePersona } from '#tests/support/personas'

test.group('Login | flood', () => {
  test('R-29: is refused beyond what can wait, and leaves the others served', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const logIn = (password: string) =>
      client.post('/api/auth/login/').json({ email: persona.email, password })

    const flood = Promise.all(Array.from({ length: 200 }, () => logIn('not the password')))
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    const responses = await flood

    me.assertStatus(200)
    const statuses = new Set(responses.map((response) => response.status()))
    assert.sameMembers([...statuses], [401, 503])
    const [refused] = responses.filter((response) => response.status() === 503)
    refused?.assertHeader('retry-after', '2')
    refused?.assertBodyContains({ code: 'try_again' })
    const afterwards = await logIn(PASSWORD)
    afterwards.assertStatus(200)
  })
})
