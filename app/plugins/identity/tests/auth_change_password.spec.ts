import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'

const CHANGE = '/api/auth/change-password/'
const STRONG = 'plenty of salted caramel'

test.group('Auth | change password', () => {
  test('takes the new password in place of the old one', async ({ client }) => {
    const persona = await makePersona()

    const response = await change(client, persona, STRONG)

    response.assertStatus(200)
    response.assertBody({ message: 'Password changed successfully.' })
    const withOld = await logIn(client, persona, PASSWORD)
    withOld.assertStatus(401)
    const withNew = await logIn(client, persona, STRONG)
    withNew.assertStatus(200)
  })

  test('R-21: ends every session but this one', async ({ client }) => {
    const persona = await makePersona()
    const login = await logIn(client, persona, PASSWORD)
    const elsewhere = login.body().tokens

    await change(client, persona, STRONG)

    const here = await client.get('/api/users/me/').bearerToken(persona.token)
    here.assertStatus(200)
    const there = await client.get('/api/users/me/').bearerToken(elsewhere.access)
    there.assertStatus(401)
    const refreshed = await client.post('/api/auth/refresh/').json({ refresh: elsewhere.refresh })
    refreshed.assertStatus(401)
  })

  test('R-26: keeps every character of a password as it was typed', async ({ client }) => {
    const persona = await makePersona()
    const password = '  Café ☕ naïve '

    const response = await change(client, persona, password)

    response.assertStatus(200)
    for (const other of [password.trim(), password.normalize('NFD'), password.toLowerCase()]) {
      const refused = await logIn(client, persona, other)
      refused.assertStatus(401)
    }
    const login = await logIn(client, persona, password)
    login.assertStatus(200)
  })

  test('R-26: counts characters, not bytes: 8 to 128 of them', async ({ client }) => {
    const persona = await makePersona()
    for (const [password, status] of [
      ['🐙🦑🐡🐠🐟🐬🐳', 422],
      ['🐙'.repeat(129), 422],
      ['seven77', 422],
      ['', 422],
    ] as const) {
      const response = await change(client, persona, password)
      response.assertStatus(status)
    }
    const shortest = await change(client, persona, '🐙🦑🐡🐠🐟🐬🐳🐋')
    shortest.assertStatus(200)
    const ofAll = '🐙🦑🐡🐠🐟🐬🐳🐋🦀🦞🦐🐚🐢🐍🦎🐊'.repeat(8)
    const longest = await change(client, persona, ofAll, '🐙🦑🐡🐠🐟🐬🐳🐋')
    longest.assertStatus(200)
    const login = await logIn(client, persona, ofAll)
    login.assertStatus(200)
  })

  test('R-26: refuses common passwords and what every user would guess', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona('Olivia')
    for (const [password, rule] of [
      ['password1', 'common'],
      ['PASSWORD1', 'common'],
      ['1234567890', 'common'],
      ['Olivia2026', 'context'],
      ['olivia.test', 'context'],
      ['Headless-CRM!', 'context'],
      [persona.email, 'context'],
      ['Password1!', 'common'],
      ['aaaaaaaa', 'pattern'],
      ['asdfghjkl;', 'pattern'],
    ] as const) {
      const response = await change(client, persona, password)
      response.assertStatus(422)
      assert.containsSubset(response.body().errors[0], { field: 'new_password', rule })
      assert.match(response.body().errors[0].message, /^The new_password field is /)
    }
    const login = await logIn(client, persona, PASSWORD)
    login.assertStatus(200)
  })

  test('refuses a wrong old password and a confirmation that differs', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const wrong = await change(client, persona, STRONG, 'not the password')
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'old_password')
    const differing = await client
      .post(CHANGE)
      .bearerToken(persona.token)
      .json({
        old_password: PASSWORD,
        new_password: STRONG,
        new_password_confirm: `${STRONG} `,
      })
    differing.assertStatus(422)
    assert.equal(differing.body().errors[0].field, 'new_password_confirm')
    const login = await logIn(client, persona, PASSWORD)
    login.assertStatus(200)
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.post(CHANGE).json({})
    response.assertStatus(401)
  })
})

function change(client: ApiClient, { token }: Persona, password: string, old = PASSWORD) {
  return client.post(CHANGE).bearerToken(token).json({
    old_password: old,
    new_password: password,
    new_password_confirm: password,
  })
}

function logIn(client: ApiClient, { email }: Persona, password: string) {
  return client.post('/api/auth/login/').json({ email, password })
}
