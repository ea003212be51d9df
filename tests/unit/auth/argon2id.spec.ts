import { readdir } from 'node:fs/promises'
import { getPriority } from 'node:os'
import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { Argon2id } from '#plugins/identity/auth/argon2id'
import { HASHING_THREADS } from '#plugins/identity/auth/hashing_threads'

/** Of `correct horse battery`, each made by another implementation. */
const MADE_ELSEWHERE = [
  '$argon2id$v=19$m=19456,p=1,t=2$FsiLLvOzEsKp7Anzew1eVQ$j21cIiKStmpYoOQsGnvvGE5lJ5/+EjZ3kLydhOEvHm4',
  '$argon2id$v=19$m=19456,t=2,p=1$NCnst2e8e6InWHxoP7uNKA$HLJnwP4CZfr7/y9cNNGgV9+K7OciqCNZySBCsGOlY+4',
]
const PASSWORD = 'correct horse battery'

/** How far each thread of this process steps back, by its id. */
async function nicenessOfThreads(): Promise<Map<number, number>> {
  const threads = (await readdir('/proc/self/task')).map(Number)
  return new Map(threads.map((thread) => [thread, getPriority(thread)]))
}

test.group('Auth | argon2id', () => {
  test('R-27: costs 19 MiB, two passes and one lane', async ({ assert }) => {
    const hashed = await hash.make(PASSWORD)

    assert.match(hashed, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    assert.isTrue(await hash.verify(hashed, PASSWORD))
    assert.isFalse(await hash.verify(hashed, `${PASSWORD} `))
    assert.isFalse(hash.needsReHash(hashed))
    assert.notEqual(await hash.make(PASSWORD), hashed)
  })

  test('R-27: knows the hashes of other implementations', async ({ assert }) => {
    for (const hashed of MADE_ELSEWHERE) {
      assert.isTrue(await hash.verify(hashed, PASSWORD), hashed)
      assert.isFalse(await hash.verify(hashed, 'correct horse'), hashed)
      assert.isFalse(hash.needsReHash(hashed), hashed)
    }
  })

  test('R-26: every byte of a password counts, whatever its letters', async ({ assert }) => {
    const driver = new Argon2id({ memory: 64, passes: 1, lanes: 1 })
    const long = 'é'.repeat(128)
    for (const [password, other] of [
      [' pass word ', 'pass word'],
      ['e\u0301clair au chocolat', '\u00E9clair au chocolat'],
      [long, long.slice(0, -1)],
      ['🔑🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑🔒'],
    ] as const) {
      const hashed = await driver.make(password)
      assert.isTrue(await driver.verify(hashed, password), password)
      assert.isFalse(await driver.verify(hashed, other), password)
    }
  })

  test('R-27: wants what was made otherwise made anew', async ({ assert }) => {
    const today = { memory: 256, passes: 2, lanes: 1 }
    const driver = new Argon2id(today)
    for (const cost of [
      { ...today, memory: 128 },
      { ...today, passes: 1 },
      { ...today, lanes: 2 },
    ]) {
      const hashed = await new Argon2id(cost).make(PASSWORD)
      assert.isTrue(driver.needsReHash(hashed))
      assert.isTrue(await driver.verify(hashed, PASSWORD))
    }
  })

  test('R-27: hashes in threads that step back behind all others', async ({ assert }) => {
    await hash.make(PASSWORD)

    const nicenesses = await nicenessOfThreads()
    assert.equal(nicenesses.get(process.pid), getPriority())
    const humble = [...nicenesses.values()].filter((nice) => nice > getPriority())
    assert.lengthOf(humble, HASHING_THREADS)
  })

  test('fits nothing to what is no hash', async ({ assert }) => {
    for (const text of ['', 'nonsense', '$2b$10$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp']) {
      assert.isFalse(await hash.verify(text, PASSWORD))
      assert.isFalse(hash.isValidHash(text))
      assert.isTrue(hash.needsReHash(text))
    }
  })
})
