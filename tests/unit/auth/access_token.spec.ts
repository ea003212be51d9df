import { hkdfSync } from 'node:crypto'
import { test } from '@japa/runner'
import {
  CompactSign,
  type JWTPayload,
  SignJWT,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
} from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { issueAccessToken, verifyAccessToken } from '#core/access/access_token'
import { type SigningKey, signingKey } from '#core/access/signing_keys'
import { issueChallenge, readChallenge } from '#core/access/login_challenge'
import { appKey, appUrl } from '#config/app'
import { otherFormsOf } from '#tests/support/jwt'

let key: SigningKey
const now = () => Math.floor(Date.now() / 1000)

test.group('Auth | access token', (group) => {
  group.setup(async () => {
    key = await signingKey()
  })

  test('R-20: says who is calling, and nothing else', async ({ assert }) => {
    const credentials = { userId: uuidv7(), sessionId: uuidv7() }

    const token = await issueAccessToken(credentials)

    assert.deepEqual(await verifyAccessToken(token), credentials)
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'HS256', typ: 'at+jwt', kid: key.id })
    const payload = decodeJwt(token)
    assert.sameMembers(Object.keys(payload), ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp'])
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 86_400)
  })

  test('is good when made by hand with all that it needs', async ({ assert }) => {
    assert.isNotNull(await verifyAccessToken(await sign({})))
  })

  test('R-20: is refused when any part of it is another', async ({ assert }) => {
    const otherKey = new Uint8Array(32).fill(7)
    const rsa = await generateKeyPair('RS256')
    const tokens: Record<string, string> = {
      'another key': await sign({ key: otherKey }),
      'an empty key': await sign({ key: new Uint8Array(1) }),
      'another algorithm': await sign({ header: { alg: 'HS512' } }),
      'an asymmetric algorithm': await new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.id })
        .sign(rsa.privateKey),
      'no algorithm': unsigned({ alg: 'none', typ: 'at+jwt', kid: key.id }),
      'no algorithm, in capitals': unsigned({ alg: 'NONE', typ: 'at+jwt', kid: key.id }),
      'another type': await sign({ header: { typ: 'JWT' } }),
      'no type': await sign({ header: { typ: undefined } }),
      'another key id': await sign({ header: { kid: '2' } }),
      'an empty key id': await sign({ header: { kid: '' } }),
      'no key id': await sign({ header: { kid: undefined } }),
      'another issuer': await sign({ claims: { iss: 'https://elsewhere.example' } }),
      'another audience': await sign({ claims: { aud: 'https://elsewhere.example' } }),
      'a list for an audience': await sign({ claims: { aud: [appUrl] } }),
      'an audience besides': await sign({ claims: { aud: [appUrl, 'https://elsewhere.example'] } }),
      'an audience after another': await sign({
        claims: { aud: ['https://elsewhere.example', appUrl] },
      }),
      'a past expiry': await sign({ claims: { exp: now() - 61 } }),
      'a future beginning': await sign({ claims: { nbf: now() + 3600 } }),
      'an expiry that is text': await sign({ claims: { exp: '9999999999' } }),
      'a subject that is no id': await sign({ claims: { sub: "' OR true --" } }),
      'a session that is no id': await sign({ claims: { sid: "' OR true --" } }),
      'a session that is a list': await sign({ claims: { sid: [uuidv7()] } }),
      ...Object.fromEntries(
        await Promise.all(
          ['iss', 'aud', 'sub', 'sid', 'exp', 'iat', 'jti'].map(async (claim) => [
            `no ${claim}`,
            await sign({ claims: { [claim]: undefined } }),
          ])
        )
      ),
    }

    for (const [difference, token] of Object.entries(tokens)) {
      assert.isNull(await verifyAccessToken(token), difference)
    }
  })

  test('R-20: is refused when a character of it has changed, also after it was accepted', async ({
    assert,
  }) => {
    const token = await issueAccessToken({ userId: uuidv7(), sessionId: uuidv7() })
    await verifyAccessToken(token)
    const [header = '', payload = '', signature = ''] = token.split('.')

    const flipped = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1)
    for (const mutation of [
      `${flipped(header)}.${payload}.${signature}`,
      `${header}.${flipped(payload)}.${signature}`,
      `${header}.${payload}.${flipped(signature)}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${token}.${token}`,
      '',
      '...',
    ]) {
      assert.isNull(await verifyAccessToken(mutation), mutation)
    }
  })
})

test.group('Auth | JWT', () => {
  test('R-20: an access token and a challenge have one form each, before and after they were accepted', async ({
    assert,
  }) => {
    const access = await issueAccessToken({ userId: uuidv7(), sessionId: uuidv7() })
    const challenge = await issueChallenge(uuidv7())
    for (const { token, read } of [
      { token: access, read: verifyAccessToken },
      { token: challenge, read: readChallenge },
    ]) {
      const others = otherFormsOf(token)
      /* 32 bytes of signature leave two bits of the last character, which has three siblings. */
      assert.isAtLeast(others.length, 15)
      for (const form of others) assert.isNull(await read(form), form)
      assert.isNotNull(await read(token))
      for (const form of others) assert.isNull(await read(form), form)
    }
  })

  test('R-20: a challenge is for this API alone', async ({ assert }) => {
    const secret = new Uint8Array(
      hkdfSync('sha256', appKey.release(), 'headless-crm', 'challenge', 32)
    )
    const issue = (aud: string | string[]) =>
      new SignJWT({ at: Date.now() })
        .setProtectedHeader({ alg: 'HS256', typ: 'challenge+jwt' })
        .setIssuer(appUrl)
        .setAudience(aud)
        .setSubject(uuidv7())
        .setExpirationTime('1m')
        .sign(secret)

    assert.isNotNull(await readChallenge(await issue(appUrl)))
    for (const aud of [
      [appUrl],
      [appUrl, 'https://elsewhere.example'],
      'https://elsewhere.example',
    ]) {
      assert.isNull(await readChallenge(await issue(aud)), String(aud))
    }
  })
})

interface Differences {
  key?: Uint8Array
  header?: { alg?: string; typ?: string | undefined; kid?: string | undefined }
  claims?: Record<string, unknown>
}

function claims(): JWTPayload {
  return {
    iss: appUrl,
    aud: appUrl,
    sub: uuidv7(),
    sid: uuidv7(),
    jti: uuidv7(),
    iat: now(),
    exp: now() + 60,
  }
}

/** A token as it is made by us, but for the differences. Undefined takes something away. */
function sign({ key: secret = key.secret, header, claims: changed }: Differences) {
  const payload = JSON.stringify({ ...claims(), ...changed })
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: key.id, ...header })
    .sign(secret)
}

function unsigned(header: object) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims())}.`
}
