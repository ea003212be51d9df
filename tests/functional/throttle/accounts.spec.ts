import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { believeClients } from '#tests/support/networks'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'
import { throttled } from '#tests/support/throttling'
import { challengeOf, codeOf, enrol } from '#tests/support/two_factor'
import { Visitor } from '#tests/support/visitor'

const LOGIN = '/api/auth/login/'
const SOLVE = '/api/auth/login/two-factor/'
const RESET = '/api/auth/password-reset/'

const OWN = '203.0.113.7'
const ELSEWHERE = '192.0.2.1'
const WRONG = 'not the password'

/** Strangers have an address for each of their guesses. */
const stranger = (index: number) => `198.51.${index >> 8}.${index & 255}`

test.group('Throttle | names of an account', () => {
  test('R-29: an account is one whichever of its names is tried, and however', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup)
    const { email, username } = await makeNamed()
    const guesses = [
      { email },
      { username },
      { email: username.toUpperCase() },
      { email: '', username: ` ${username} ` },
      { email: null, username: email.toUpperCase() },
    ]
    for (const names of guesses) {
      const response = await client.post(LOGIN).json({ ...names, password: WRONG })
      response.assertStatus(401)
    }

    for (const names of guesses) {
      const response = await client.post(LOGIN).json({ ...names, password: PASSWORD })
      response.assertStatus(429)
    }
  })

  test('R-29: an account is one on the admin pages and on the API', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const { email, username } = await makeNamed({ isSuperuser: true })
    const visitor = new Visitor()
    for (const name of [username, email, username.toUpperCase()]) {
      await visitor.send('/admin/login', '/admin/login', { username: name, password: WRONG })
    }
    for (const names of [{ email }, { username }]) {
      const response = await client.post(LOGIN).json({ ...names, password: WRONG })
      response.assertStatus(401)
    }

    const page = await visitor.send('/admin/login', '/admin/login', {
      username,
      password: PASSWORD,
    })
    const api = await client.post(LOGIN).json({ email, password: PASSWORD })

    assert.include((await visitor.follow(page)).html, 'Too many attempts.')
    api.assertStatus(429)
  })

  test('R-28: a name that no one has is looked for like any other', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { throttles: { login: { account: { max: 1, seconds: 60 } } } })
    const { email, username } = await makeNamed()
    const names = [
      { email },
      { username },
      { email: `no.${email}` },
      { username: `no-${username}` },
    ]

    const work: number[] = []
    for (const name of names) {
      await client.post(LOGIN).json({ ...name, password: WRONG })
      const statements = await countStatements(async () => {
        const response = await client.post(LOGIN).json({ ...name, password: WRONG })
        response.assertStatus(429)
      })
      work.push(statements)
    }

    assert.deepEqual(work, [1, 1, 1, 1])
  })
})

test.group('Throttle | networks of an account', (group) => {
  group.each.setup(() => believeClients())

  test('R-29: what strangers fail at keeps no one out where they have logged in before', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    const first = await logIn(client, persona, OWN)
    first.assertStatus(200)
    for (let index = 0; index < 50; index += 1) {
      const guess = await logIn(client, persona, stranger(index), WRONG)
      guess.assertStatus(index < 5 ? 401 : 429)
    }

    const own = await logIn(client, persona, OWN)
    const elsewhere = await logIn(client, persona, ELSEWHERE)

    own.assertStatus(200)
    elsewhere.assertStatus(429)
    const next = await logIn(client, persona, stranger(51), WRONG)
    next.assertStatus(429)
  })

  test('R-29: a network of one’s own is no place to guess without end', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await logIn(client, persona, OWN)
    for (let index = 0; index < 5; index += 1) {
      const guess = await logIn(client, persona, OWN, WRONG)
      guess.assertStatus(401)
    }

    const own = await logIn(client, persona, OWN)

    own.assertStatus(429)
    const elsewhere = await logIn(client, persona, ELSEWHERE)
    elsewhere.assertStatus(200)
  })

  test('R-29: a network is one’s own for ninety days, that of IPv6 as a whole', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await logIn(client, persona, '2001:db8:1:2::1')
    await logIn(client, persona, OWN)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE login_networks SET last_login_at = now() - interval '91 days'
         WHERE user_id = $1 AND network = $2`,
        [persona.userId, OWN]
      )
    )
    for (let index = 0; index < 5; index += 1) {
      await logIn(client, persona, stranger(index), WRONG)
    }

    const neighbour = await logIn(client, persona, '2001:db8:1:2:ffff::9')
    neighbour.assertStatus(200)
    for (const address of ['2001:db8:1:3::1', OWN]) {
      const response = await logIn(client, persona, address)
      response.assertStatus(429)
    }
  })

  test('R-29: a password alone makes no network one’s own where more is asked', async ({
    client,
    cleanup,
  }) => {
    const persona = await makePersona()
    const { secret } = await enrol(client, persona)
    await throttled(cleanup)
    const asked = await logIn(client, persona, ELSEWHERE)
    asked.assertStatus(200)
    await solve(client, persona, OWN, codeOf(secret, 1))
    for (let index = 0; index < 5; index += 1) {
      await logIn(client, persona, stranger(index), WRONG)
    }

    const elsewhere = await logIn(client, persona, ELSEWHERE)
    const own = await logIn(client, persona, OWN)

    elsewhere.assertStatus(429)
    own.assertStatus(200)
  })

  test('R-29: wrong codes of strangers keep no one out where they have logged in before', async ({
    client,
    cleanup,
  }) => {
    const persona = await makePersona()
    const { recoveryCodes } = await enrol(client, persona)
    await throttled(cleanup)
    const [first = '', second = '', third = ''] = recoveryCodes
    const begun = await solve(client, persona, OWN, first)
    begun.assertStatus(200)
    for (let index = 0; index < 6; index += 1) {
      const guess = await solve(client, persona, stranger(index), 'aaaa-aaaa-aaaa')
      guess.assertStatus(index < 5 ? 401 : 429)
    }

    const own = await solve(client, persona, OWN, second)
    const elsewhere = await solve(client, persona, ELSEWHERE, third)

    own.assertStatus(200)
    elsewhere.assertStatus(429)
  })

  test('R-29: mails that strangers ask for keep no one from theirs', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await logIn(client, persona, OWN)
    const ask = (address: string) =>
      client.post(RESET).header('x-forwarded-for', address).json({ email: persona.email })
    for (let index = 0; index < 6; index += 1) {
      const response = await ask(stranger(index))
      response.assertStatus(index < 5 ? 202 : 429)
    }

    const own = await ask(OWN)
    const elsewhere = await ask(ELSEWHERE)

    own.assertStatus(202)
    elsewhere.assertStatus(429)
  })
})

function logIn(
  client: ApiClient,
  { email }: Persona,
  address: string,
  password: string = PASSWORD
) {
  return client.post(LOGIN).header('x-forwarded-for', address).json({ email, password })
}

/** Finishes a login whose password was right, with a code of the device or a recovery code. */
async function solve(client: ApiClient, persona: Persona, address: string, code: string) {
  const challenge = await challengeOf(client, persona)
  const answer = /^\d+$/.test(code) ? { code } : { recovery_code: code }
  return client
    .post(SOLVE)
    .header('x-forwarded-for', address)
    .json({ challenge, ...answer })
}

/** A persona who has a username besides their e-mail. */
async function makeNamed({ isSuperuser = false } = {}): Promise<Persona & { username: string }> {
  const persona = await makePersona('somebody', { isSuperuser })
  const username = `Some.${persona.userId.slice(-8)}`
  await UnitOfWork.run(asSystem, async () => {
    const user = await User.findOrFail(persona.userId)
    await user.merge({ username }).save()
  })
  return { ...persona, username }
}
