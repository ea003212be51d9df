import hash from '@adonisjs/core/services/hash'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, hireWith, makeCompany, makePersona } from '#tests/support/personas'

const LOGIN = '/api/auth/login/'

test.group('Auth | login', () => {
  test('answers the user and a pair of tokens that work', async ({ client, assert }) => {
    const company = await makeCompany()
    const member = await hireWith(company, ['customers:read'])

    const response = await client.post(LOGIN).json({ email: member.email, password: PASSWORD })

    response.assertStatus(200)
    const { user, tokens } = response.body()
    assert.equal(user.id, member.userId)
    assert.deepEqual(user.memberships[0].permissions, ['customers:read'])
    assert.sameMembers(Object.keys(tokens), ['access', 'refresh'])
    const me = await client.get('/api/users/me/').bearerToken(tokens.access)
    me.assertStatus(200)
    assert.deepEqual(me.body(), user)
    assert.isNotNull(user.last_login_at)
  })

  test('R-32: never answers a hash, also not by another name', async ({ client, assert }) => {
    const persona = await makePersona()

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    assert.notInclude(response.text(), 'argon2')
    assert.notProperty(response.body().user, 'password')
  })

  test('knows an e-mail in any case and with spaces around it', async ({ client }) => {
    const persona = await makePersona()

    const email = ` ${persona.email.toUpperCase()} `
    const response = await client.post(LOGIN).json({ email, password: PASSWORD })

    response.assertStatus(200)
  })

  test('takes a username or an e-mail as username', async ({ client }) => {
    const persona = await makePersona()
    const username = `Nick.${persona.userId.slice(-12)}`
    await client.patch('/api/users/me/').bearerToken(persona.token).json({ username })

    for (const name of [username.toLowerCase(), persona.email]) {
      const response = await client.post(LOGIN).json({ username: name, password: PASSWORD })
      response.assertStatus(200)
    }
  })

  test('R-28: refuses wrong, unknown and disabled alike', async ({ client, assert }) => {
    const [persona, disabled] = await Promise.all([makePersona(), makePersona()])
    await disable(disabled.userId)

    const answers = []
    for (const body of [
      { email: persona.email, password: 'not the password' },
      { email: persona.email, password: `${PASSWORD} ` },
      { email: 'nobody@example.com', password: PASSWORD },
      { username: 'nobody', password: PASSWORD },
      { email: disabled.email, password: PASSWORD },
    ]) {
      const response = await client.post(LOGIN).json(body)
      response.assertStatus(401)
      response.assertHeader('www-authenticate', 'Bearer')
      answers.push({ ...response.body(), request_id: null })
    }

    assert.equal(answers[0].code, 'invalid_credentials')
    for (const answer of answers) assert.deepEqual(answer, answers[0])
  })

  test('R-28: does the same work for an unknown address as for a wrong password', async ({
    client,
    assert,
    cleanup,
  }) => {
    const persona = await makePersona()
    const verify = hash.verify.bind(hash)
    const verified: string[] = []
    cleanup(() => {
      hash.verify = verify
    })
    hash.verify = (hashed, plain) => {
      verified.push(hashed.split('$').slice(0, 4).join('$'))
      return verify(hashed, plain)
    }

    for (const email of [persona.email, 'nobody@example.com']) {
      await client.post(LOGIN).json({ email, password: 'not the password' })
    }

    const cost = '$argon2id$v=19$m=19456,t=2,p=1'
    assert.deepEqual(verified, [cost, cost])
  })

  test('refuses a body that does not say who', async ({ client, assert }) => {
    for (const [body, field] of [
      [{ password: PASSWORD }, 'email'],
      [{ email: 'a@example.com' }, 'password'],
      [{ email: 'a@example.com', username: 'a', password: PASSWORD }, 'username'],
      [{ email: ['a@example.com'], password: PASSWORD }, 'email'],
      [{ email: 'a@example.com', password: PASSWORD, is_superuser: true }, 'is_superuser'],
      [{ email: 'a@example.com', password: 'x\0' }, 'password'],
      [{ email: 'a@example.com', password: 'x'.repeat(2000) }, 'password'],
    ] as const) {
      const response = await client.post(LOGIN).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
  })

  test('R-27: hashes anew with today’s parameters what was hashed with others', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const { Argon2id } = await import('#plugins/identity/auth/argon2id')
    const old = await new Argon2id({ memory: 4096, passes: 2, lanes: 1 }).make(PASSWORD)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE users SET password = $2 WHERE id = $1', [persona.userId, old])
    )

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    response.assertStatus(200)
    const user = await UnitOfWork.run(asSystem, () => User.findOrFail(persona.userId))
    assert.match(user.password, /^\$argon2id\$v=19\$[mtp=,\d]*m=19456/)
  })
})

async function disable(userId: string) {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query('UPDATE users SET is_active = false WHERE id = $1', [userId])
  )
}
