import { test } from '@japa/runner'
import { TOTP, URI } from 'otpauth'
import { issueChallenge } from '#core/access/login_challenge'
import { twoFactor } from '#config/auth'
import { PASSWORD, makePersona } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'
import { challengeOf, codeOf, enrol, passTime } from '#tests/support/two_factor'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const TWO_FACTOR = '/api/auth/two-factor/'
const LOGIN = '/api/auth/login/'
const SOLVE = '/api/auth/login/two-factor/'

test.group('Auth | two factor | enrolment', () => {
  test('answers a secret and the URL of a QR code, and asks nothing before it is confirmed', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const response = await client.post(TWO_FACTOR).bearerToken(persona.token)

    response.assertStatus(201)
    const { secret, otpauth_url: url } = response.body()
    const totp = URI.parse(url)
    assert.instanceOf(totp, TOTP)
    assert.equal(totp.secret.base32, secret)
    assert.equal(totp.label, persona.email)
    const login = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    assert.property(login.body(), 'tokens')
    const standing = await client.get(TWO_FACTOR).bearerToken(persona.token)
    standing.assertBody({
      enabled: false,
      required: false,
      confirmed_at: null,
      recovery_codes_left: 0,
    })
  })

  test('is confirmed by a code of the device, and answers ten recovery codes', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const { recoveryCodes } = await enrol(client, persona)

    assert.lengthOf(new Set(recoveryCodes), 10)
    for (const code of recoveryCodes) assert.match(code, /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
    const standing = await client.get(TWO_FACTOR).bearerToken(persona.token)
    assert.containsSubset(standing.body(), { enabled: true, recovery_codes_left: 10 })
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    assert.isTrue(me.body().two_factor_enabled)
  })

  test('is not confirmed by a wrong code, nor when there is nothing to confirm', async ({
    client,
  }) => {
    const persona = await makePersona()
    const confirm = (code: unknown) =>
      client.post(`${TWO_FACTOR}confirm/`).bearerToken(persona.token).json({ code })
    const early = await confirm('123456')
    early.assertStatus(422)

    const begun = await client.post(TWO_FACTOR).bearerToken(persona.token)

    for (const code of [codeOf(begun.body().secret, 40), '12345', 123456, null, undefined]) {
      const response = await confirm(code)
      response.assertStatus(422)
    }
    const again = await client.post(TWO_FACTOR).bearerToken(persona.token)
    const old = await confirm(codeOf(begun.body().secret))
    old.assertStatus(422)
    const right = await confirm(codeOf(again.body().secret).replace(/^(...)/, '$1 '))
    right.assertStatus(200)
    const third = await client.post(TWO_FACTOR).bearerToken(persona.token)
    third.assertStatus(409)
    third.assertBodyContains({ code: 'two_factor_enabled' })
  })

  test('R-32: neither secret nor codes are kept as they are', async ({ client, assert }) => {
    const persona = await makePersona()
    const { secret, recoveryCodes } = await enrol(client, persona)

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ row: string }>(
        `SELECT f::text || (SELECT string_agg(c::text, '') FROM recovery_codes c
                            WHERE c.user_id = f.user_id) AS row
         FROM second_factors f WHERE f.user_id = $1`,
        [persona.userId]
      )
    )

    const kept = rows[0]?.row ?? ''
    assert.isAbove(kept.length, 300)
    for (const text of [secret, ...recoveryCodes]) assert.notInclude(kept, text)
  })
})

test.group('Auth | two factor | login', () => {
  test('asks for a code, and lets in with it', async ({ client, assert }) => {
    const persona = await makePersona()
    const { secret } = await enrol(client, persona)
    const login = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    login.assertStatus(200)
    assert.sameMembers(Object.keys(login.body()), [
      'two_factor_required',
      'challenge',
      'expires_in',
    ])

    const { challenge } = login.body()
    const response = await client.post(SOLVE).json({ challenge, code: codeOf(secret, 1) })

    response.assertStatus(200)
    assert.sameMembers(Object.keys(response.body()), ['user', 'tokens'])
    const me = await client.get('/api/users/me/').bearerToken(response.body().tokens.access)
    assert.equal(me.body().id, persona.userId)
  })

  test('a challenge lets nobody in by itself', async ({ client }) => {
    const persona = await makePersona()
    await enrol(client, persona)
    const challenge = await challengeOf(client, persona)

    const response = await client.get('/api/users/me/').bearerToken(challenge)

    response.assertStatus(401)
  })

  test('refuses a code that was used before, also for confirming', async ({ client }) => {
    const persona = await makePersona()
    const { secret, code: first } = await enrol(client, persona)
    const solve = async (code: string) =>
      client.post(SOLVE).json({ challenge: await challengeOf(client, persona), code })

    const confirming = await solve(first)
    confirming.assertStatus(401)
    confirming.assertBodyContains({ code: 'invalid_code' })
    const later = codeOf(secret, 1)
    const next = await solve(later)
    next.assertStatus(200)
    for (const code of [later, first]) {
      const again = await solve(code)
      again.assertStatus(401)
    }
  })

  test('takes each recovery code once, however it is typed', async ({ client, assert }) => {
    const persona = await makePersona()
    const { recoveryCodes } = await enrol(client, persona)
    const [first = '', second = ''] = recoveryCodes
    const solve = async (code: string) =>
      client
        .post(SOLVE)
        .json({ challenge: await challengeOf(client, persona), recovery_code: code })

    const right = await solve(first)
    right.assertStatus(200)
    const again = await solve(first)
    again.assertStatus(401)
    const typed = await solve(` ${second.toUpperCase().replaceAll('-', ' ')}`)
    typed.assertStatus(200)
    const standing = await client.get(TWO_FACTOR).bearerToken(persona.token)
    assert.equal(standing.body().recovery_codes_left, 8)
  })

  test('a recovery code is good for its owner only', async ({ client }) => {
    const [one, other] = [await makePersona(), await makePersona()]
    const { recoveryCodes } = await enrol(client, one)
    await enrol(client, other)

    const response = await client.post(SOLVE).json({
      challenge: await challengeOf(client, other),
      recovery_code: recoveryCodes[0],
    })

    response.assertStatus(401)
  })

  test('a challenge ends with the password, with its user, and with time', async ({ client }) => {
    for (const sql of [
      'UPDATE users SET password_changed_at = now() WHERE id = $1',
      'UPDATE users SET is_active = false WHERE id = $1',
    ]) {
      const persona = await makePersona()
      const { secret } = await enrol(client, persona)
      const challenge = await challengeOf(client, persona)
      await UnitOfWork.run(asSystem, (unit) => unit.query(sql, [persona.userId]))

      const response = await client.post(SOLVE).json({ challenge, code: codeOf(secret, 1) })

      response.assertStatus(401)
    }
    for (const challenge of ['', 'x.y.z', (await makePersona()).token]) {
      const response = await client.post(SOLVE).json({ challenge, code: '123456' })
      response.assertStatus(401)
      response.assertBodyContains({ code: 'invalid_challenge' })
    }
  })

  test('is for those who have a second factor', async ({ client }) => {
    const persona = await makePersona()
    const begun = await client.post(TWO_FACTOR).bearerToken(persona.token)
    const challenge = await issueChallenge(persona.userId)

    const response = await client.post(SOLVE).json({ challenge, code: codeOf(begun.body().secret) })

    response.assertStatus(401)
  })

  test('refuses neither, both, and what is no code', async ({ client }) => {
    const persona = await makePersona()
    const challenge = await issueChallenge(persona.userId)
    for (const body of [
      { challenge },
      { challenge, code: '123456', recovery_code: 'abcd-efgh-jkmn' },
      { challenge, code: '1234567' },
      { challenge, code: 123456 },
      { code: '123456' },
      { challenge, code: '123456', remember: true },
    ]) {
      const response = await client.post(SOLVE).json(body)
      response.assertStatus(422)
    }
  })

  test('R-29: five wrong codes make the account wait, whatever the challenge', async ({
    client,
    assert,
    cleanup,
  }) => {
    const persona = await makePersona()
    const { secret } = await enrol(client, persona)
    await throttled(cleanup)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const challenge = await challengeOf(client, persona)
      const wrong = await client.post(SOLVE).json({ challenge, code: codeOf(secret, 40) })
      wrong.assertStatus(401)
    }

    const response = await client
      .post(SOLVE)
      .json({ challenge: await challengeOf(client, persona), code: codeOf(secret, 1) })

    response.assertStatus(429)
    assert.match(response.header('retry-after') ?? '', /^(60|5\d)$/)
  })
})

test.group('Auth | two factor | removal', () => {
  test('needs the password, and asks for nothing else afterwards', async ({ client, assert }) => {
    const persona = await makePersona()
    await enrol(client, persona)
    const remove = (password: string) =>
      client.delete(TWO_FACTOR).bearerToken(persona.token).json({ password })

    const wrong = await remove('not the password')
    wrong.assertStatus(422)
    const right = await remove(PASSWORD)
    right.assertStatus(204)

    const login = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    assert.property(login.body(), 'tokens')
    const again = await remove(PASSWORD)
    again.assertStatus(204)
  })

  test('R-29: guesses of a password with a session in hand are counted', async ({
    client,
    cleanup,
  }) => {
    const persona = await makePersona()
    await throttled(cleanup, { throttles: { password: { caller: { max: 2, seconds: 60 } } } })
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const wrong = await client
        .delete(TWO_FACTOR)
        .bearerToken(persona.token)
        .json({ password: 'not the password' })
      wrong.assertStatus(422)
    }

    const response = await client
      .post('/api/auth/change-password/')
      .bearerToken(persona.token)
      .json({ old_password: PASSWORD, new_password: 'x', new_password_confirm: 'x' })

    response.assertStatus(429)
  })
})

test.group('Auth | two factor | recovery codes', () => {
  test('are renewed with the password: the old ones are good no longer', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const { recoveryCodes: old } = await enrol(client, persona)

    const renew = (password: string) =>
      client.post(`${TWO_FACTOR}recovery-codes/`).bearerToken(persona.token).json({ password })
    const wrong = await renew('not the password')
    wrong.assertStatus(422)
    const response = await renew(PASSWORD)

    response.assertStatus(200)
    const { recovery_codes: codes } = response.body()
    assert.lengthOf(codes, 10)
    const solve = async (code: string) =>
      client
        .post(SOLVE)
        .json({ challenge: await challengeOf(client, persona), recovery_code: code })
    const gone = await solve(old[0] ?? '')
    gone.assertStatus(401)
    const good = await solve(codes[0])
    good.assertStatus(200)
  })

  test('are of those who have a second factor', async ({ client }) => {
    const persona = await makePersona()

    const response = await client
      .post(`${TWO_FACTOR}recovery-codes/`)
      .bearerToken(persona.token)
      .json({ password: PASSWORD })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'two_factor_disabled' })
  })
})

test.group('Auth | two factor | superusers', (group) => {
  group.each.setup(() => {
    twoFactor.requiredOfSuperusers = true
    return () => {
      twoFactor.requiredOfSuperusers = false
    }
  })

  const makeSuperuser = async () => {
    const persona = await makePersona()
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE users SET is_superuser = true WHERE id = $1', [persona.userId])
    )
    return persona
  }

  test('set it up while they log in, when it is required', async ({ client, assert }) => {
    const root = await makeSuperuser()
    const login = await client.post(LOGIN).json({ email: root.email, password: PASSWORD })
    login.assertStatus(200)
    const { challenge, enrolment } = login.body()
    assert.notProperty(login.body(), 'tokens')

    const wrong = await client.post(SOLVE).json({ challenge, code: codeOf(enrolment.secret, 40) })
    wrong.assertStatus(401)
    const response = await client.post(SOLVE).json({ challenge, code: codeOf(enrolment.secret) })

    response.assertStatus(200)
    assert.lengthOf(response.body().recovery_codes, 10)
    await passTime(root)
    const next = await client.post(SOLVE).json({
      challenge: await challengeOf(client, root),
      code: codeOf(enrolment.secret),
    })
    next.assertStatus(200)
    assert.notProperty(next.body(), 'recovery_codes')
  })

  test('cannot remove it', async ({ client }) => {
    const root = await makeSuperuser()
    await enrol(client, root)

    const response = await client
      .delete(TWO_FACTOR)
      .bearerToken(root.token)
      .json({ password: PASSWORD })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'two_factor_required' })
  })

  test('everybody else goes on without', async ({ client, assert }) => {
    const persona = await makePersona()

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    assert.property(response.body(), 'tokens')
  })
})
