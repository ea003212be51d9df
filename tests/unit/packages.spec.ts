import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { REPOSITORY } from '#tests/support/clone'

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly bin?: string | Readonly<Record<string, string>> }>
  >
}

test.group('Packages', () => {
  /* npm takes such a package for damaged, and fetches it anew whenever anything is installed. What it lacks is taken out of the lock. */
  test('have the commands that package-lock.json says they have', async ({ assert }) => {
    const { packages }: Locked = JSON.parse(
      await readFile(join(REPOSITORY, 'package-lock.json'), 'utf8')
    )
    const lacking = Object.entries(packages)
      .filter(([path]) => path !== '' && existsSync(join(REPOSITORY, path)))
      .flatMap(([path, { bin = {} }]) =>
        Object.values(typeof bin === 'string' ? [bin] : bin).map((file) => join(path, file))
      )
      .filter((file) => !existsSync(join(REPOSITORY, file)))

    assert.isAbove(Object.keys(packages).length, 500)
    assert.deepEqual(lacking, [])
  })
})
