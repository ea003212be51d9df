import { test } from '@japa/runner'
import { AccountToken, type Purpose } from '#plugins/identity/models/account_token'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { type Persona, makePersona } from '#tests/support/personas'

const inSystem = <T>(work: () => Promise<T>) => UnitOfWork.run(asSystem, work)

const issue = ({ userId, email }: Persona, purpose: Purpose = 'reset_password') =>
  inSystem(() => AccountToken.issue({ userId, email }, purpose))

const consume = (token: string, purpose: Purpose = 'reset_password') =>
  inSystem(() => AccountToken.consume(token, purpose))

const update = (sql: string, { userId }: Persona) =>
  inSystem(async () => UnitOfWork.get().query(sql, [userId]))

test.group('Account tokens', () => {
  test('R-30: prove who and which address, once', async ({ assert }) => {
    const persona = await makePersona()
    const token = await issue(persona)

    assert.deepEqual(await consume(token), { userId: persona.userId, email: persona.email })
    assert.isNull(await consume(token))
  })

  test('R-30: are 256 random bits, of which a hash is kept', async ({ assert }) => {
    const persona = await makePersona()
    const token = await issue(persona)

    assert.lengthOf(Buffer.from(token, 'base64url'), 32)
    const { rows } = await update('SELECT * FROM account_tokens WHERE user_id = $1', persona)
    assert.lengthOf(rows, 1)
    assert.lengthOf(rows[0]?.token_hash, 32)
    assert.notInclude(JSON.stringify(rows), token)
    assert.notEqual(rows[0]?.token_hash.toString('base64url'), token)
  })

  test('R-30: are good for one purpose only', async ({ assert }) => {
    const persona = await makePersona()
    const token = await issue(persona, 'verify_email')

    assert.isNull(await consume(token, 'reset_password'))
    assert.isNull(await consume(token, 'change_email'))
    assert.isNotNull(await consume(token, 'verify_email'))
  })

  test('R-30: a new one takes the place of the older one of its purpose', async ({ assert }) => {
    const persona = await makePersona()
    const older = await issue(persona)
    const other = await issue(persona, 'verify_email')
    const newer = await issue(persona)

    assert.isNull(await consume(older))
    assert.isNotNull(await consume(newer))
    assert.isNotNull(await consume(other, 'verify_email'))
  })

  test('R-30: live for an hour', async ({ assert }) => {
    const persona = await makePersona()
    const token = await issue(persona)
    const { rows } = await update(
      `SELECT extract(epoch FROM expires_at - created_at)::int AS seconds
       FROM account_tokens WHERE user_id = $1`,
      persona
    )
    assert.equal(rows[0]?.seconds, 3600)

    await update('UPDATE account_tokens SET expires_at = now() WHERE user_id = $1', persona)

    assert.isNull(await consume(token))
  })

  test('R-30: are worth nothing for another address, or for a user who is disabled', async ({
    assert,
  }) => {
    const moved = await makePersona()
    const movedToken = await issue(moved)
    await update(
      `UPDATE users SET email = 'n' || email, email_normalized = 'n' || email_normalized WHERE id = $1`,
      moved
    )
    assert.isNull(await consume(movedToken))

    const disabled = await makePersona()
    const disabledToken = await issue(disabled)
    await update('UPDATE users SET is_active = false WHERE id = $1', disabled)
    assert.isNull(await consume(disabledToken))
  })

  test('R-21: are all worthless once they are revoked', async ({ assert }) => {
    const persona = await makePersona()
    const reset = await issue(persona)
    const verification = await issue(persona, 'verify_email')

    await inSystem(() => AccountToken.revoke(persona.userId))

    assert.isNull(await consume(reset))
    assert.isNull(await consume(verification, 'verify_email'))
  })
})
