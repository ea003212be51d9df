import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { SignJWT, decodeProtectedHeader } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import encryption from '@adonisjs/core/services/encryption'
import { issueAccessToken, verifyAccessToken } from '#core/access/access_token'
import { readSigningKeys, rotateSigningKey, signingKey } from '#core/access/signing_keys'
import { appUrl } from '#config/app'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const issue = () => issueAccessToken({ userId: uuidv7(), sessionId: uuidv7() })
const run = (sql: string, values: unknown[] = []) =>
  UnitOfWork.run(asSystem, (unit) => unit.query<{ id: string; secret: string }>(sql, values))

test.group('Auth | signing keys', (group) => {
  group.each.setup(() => async () => {
    await run('DELETE FROM signing_keys')
    await readSigningKeys()
  })

  test('the key of APP_KEY signs until the first rotation', async ({ assert }) => {
    assert.equal((await signingKey()).id, '1')
  })

  test('R-25: after a rotation the new key signs, and the old one logs no one out', async ({
    assert,
  }) => {
    const before = await issue()
    const first = await rotateSigningKey()
    const between = await issue()
    const second = await rotateSigningKey()
    const after = await issue()

    assert.deepEqual(
      [before, between, after].map((token) => decodeProtectedHeader(token).kid),
      ['1', first, second]
    )
    for (const token of [before, between, after]) {
      assert.isNotNull(await verifyAccessToken(token))
    }
  })

  test('R-25: a key verifies a day longer than it signs, and is then gone', async ({ assert }) => {
    const token = await issue()
    await verifyAccessToken(token)
    await rotateSigningKey()
    const age = (hours: number) =>
      run(
        `UPDATE signing_keys SET retired_at = now() - make_interval(hours => $1) WHERE id = '1'`,
        [hours]
      )

    await age(24)
    await readSigningKeys()
    assert.isNotNull(await verifyAccessToken(token))
    await age(26)
    await readSigningKeys()
    assert.isNull(await verifyAccessToken(token))
    await rotateSigningKey()
    const { rows } = await run(`SELECT id FROM signing_keys WHERE id = '1'`)
    assert.lengthOf(rows, 0)
  })

  test('a key that another user may have is good for nothing, also for what was accepted', async ({
    assert,
  }) => {
    const token = await issue()
    assert.isNotNull(await verifyAccessToken(token))

    await rotateSigningKey({ giveUpOld: true })

    assert.isNull(await verifyAccessToken(token))
    assert.isNotNull(await verifyAccessToken(await issue()))
  })

  test('a process learns of a key that another one made when it meets it', async ({
    assert,
    cleanup,
  }) => {
    await rotateSigningKey()
    const secret = randomBytes(32)
    await run('UPDATE signing_keys SET retired_at = now() WHERE retired_at IS NULL')
    await run('INSERT INTO signing_keys (id, secret) VALUES ($1, $2)', [
      'elsewhere',
      encryption.encrypt(secret.toString('base64')),
    ])
    const token = await new SignJWT({ sid: uuidv7() })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'elsewhere' })
      .setIssuer(appUrl)
      .setAudience(appUrl)
      .setSubject(uuidv7())
      .setJti(uuidv7())
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret)
    const { now } = Date
    cleanup(() => {
      Date.now = now
    })
    Date.now = () => now() + 6_000

    assert.isNotNull(await verifyAccessToken(token))
  })

  test('R-32: no secret is kept as it is', async ({ assert }) => {
    await rotateSigningKey()
    const { secret } = await signingKey()

    const { rows } = await run('SELECT id, secret FROM signing_keys')

    assert.lengthOf(rows, 2)
    for (const row of rows) {
      assert.notInclude(row.secret, Buffer.from(secret).toString('base64'))
      assert.notInclude(row.secret, Buffer.from(secret).toString('hex'))
    }
  })

  test('R-25: of many rotations at once, one key signs in the end and all tokens are good', async ({
    assert,
  }) => {
    const tokens = [await issue()]

    await Promise.all(
      Array.from({ length: 10 }, async () => {
        await rotateSigningKey()
        tokens.push(await issue())
      })
    )

    const { rows } = await run('SELECT id FROM signing_keys WHERE retired_at IS NULL')
    assert.deepEqual(
      rows.map(({ id }) => id),
      [(await signingKey()).id]
    )
    for (const token of tokens) assert.isNotNull(await verifyAccessToken(token))
  })
})
