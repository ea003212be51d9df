import { hkdfSync, randomBytes } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import logger from '@adonisjs/core/services/logger'
import { appKey } from '#config/app'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** A key of access tokens, and the name by which they say that it signed them. */
export interface SigningKey {
  readonly id: string
  readonly secret: Uint8Array
}

interface Keyring {
  readonly signing: SigningKey
  readonly verifying: ReadonlyMap<string, Uint8Array>
  readonly readAt: number
}

interface KeyRow {
  readonly id: string
  readonly secret: string
  readonly signs: boolean
}

const SECRET_BYTES = 32

/** A day, as tokens live, and as long again as clocks and processes may lag behind. */
const VERIFIES_FOR_HOURS = 25

/** What a process knows of the keys is read anew after this time, and when it meets one that it does not know. */
const READ_EVERY_IN_MS = 60_000
const ASKED_AGAIN_AFTER_IN_MS = 5_000

/** Serves until the first rotation, so that a new installation needs nothing but APP_KEY. */
const derived: SigningKey = {
  id: '1',
  secret: new Uint8Array(
    hkdfSync('sha256', appKey.release(), 'headless-crm', 'access-token', SECRET_BYTES)
  ),
}

let known: Keyring | undefined
let reading: Promise<Keyring> | undefined

/** The key that signs. */
export async function signingKey(): Promise<SigningKey> {
  return (await keyring()).signing
}

/** The key of that name, when tokens that it signed are still good. */
export async function verifyingKey(id: string): Promise<Uint8Array | null> {
  const ring = await keyring()
  const secret = ring.verifying.get(id)
  if (secret) return secret
  if (Date.now() - ring.readAt < ASKED_AGAIN_AFTER_IN_MS) return null
  return (await read()).verifying.get(id) ?? null
}

/**
 * Makes a new key sign. Tokens of the keys before it stay good, unless the old
 * keys are given up because another user may have them.
 *
 * @returns the name of the new key
 */
export async function rotateSigningKey({ giveUpOld = false } = {}): Promise<string> {
  const id = randomBytes(6).toString('base64url')
  const secret = randomBytes(SECRET_BYTES)
  await UnitOfWork.run(asSystem, async (unit) => {
    await unit.query(`SELECT pg_advisory_xact_lock(hashtextextended('signing_keys', 0))`)
    await unit.query(
      `INSERT INTO signing_keys (id, secret)
       SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM signing_keys)`,
      [derived.id, seal(derived.secret)]
    )
    await unit.query('UPDATE signing_keys SET retired_at = now() WHERE retired_at IS NULL')
    await unit.query(
      `DELETE FROM signing_keys WHERE $1 OR retired_at < now() - make_interval(hours => $2)`,
      [giveUpOld, VERIFIES_FOR_HOURS]
    )
    await unit.query('INSERT INTO signing_keys (id, secret) VALUES ($1, $2)', [id, seal(secret)])
  })
  /* One that was under way may have begun before. */
  await reading?.catch(() => null)
  await read()
  return id
}

/** Reads the keys, so that the first request does not have to wait for them. */
export async function readSigningKeys(): Promise<void> {
  await read()
}

/** What is known is used while it is read anew: a rotated key is good for much longer than that takes. */
async function keyring(): Promise<Keyring> {
  if (!known) return read()
  if (Date.now() - known.readAt > READ_EVERY_IN_MS) {
    read().catch((error: unknown) => logger.warn({ err: error }, 'the keys were not read anew'))
  }
  return known
}

function read(): Promise<Keyring> {
  reading ??= readRing().finally(() => {
    reading = undefined
  })
  return reading
}

async function readRing(): Promise<Keyring> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<KeyRow>(
        `SELECT id, secret, retired_at IS NULL AS signs FROM signing_keys
         WHERE retired_at IS NULL OR retired_at > now() - make_interval(hours => $1)`,
        [VERIFIES_FOR_HOURS]
      ),
    { readOnly: true }
  )
  const verifying = new Map<string, Uint8Array>()
  let signing = derived
  for (const { id, secret, signs } of rows) {
    const opened = open(secret)
    if (!opened) continue
    verifying.set(id, opened)
    if (signs) signing = { id, secret: opened }
  }
  verifying.set(signing.id, signing.secret)
  known = { signing, verifying, readAt: Date.now() }
  return known
}

function seal(secret: Uint8Array): string {
  return encryption.encrypt(Buffer.from(secret).toString('base64'))
}

/** Null when it was sealed with another APP_KEY, whose tokens are good no longer. */
function open(sealed: string): Uint8Array | null {
  const text = encryption.decrypt<string>(sealed)
  return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'))
}
