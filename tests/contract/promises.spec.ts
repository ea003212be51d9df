import { glob, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const TITLE = /^\s*test\(\s*[`'"](R-\d{2}): /gm

/** How many tests begin their title with a number, by that number. */
async function numberedTests(): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>()
  for await (const file of glob('{tests,app/plugins}/**/*.spec.ts', { cwd: app.makePath() })) {
    const text = await readFile(app.makePath(file), 'utf8')
    for (const [, number = ''] of text.matchAll(TITLE)) {
      numbers.set(number, (numbers.get(number) ?? 0) + 1)
    }
  }
  return numbers
}

/** The numbers in the table of docs/promises.md. */
async function promises(): Promise<string[]> {
  const text = await readFile(app.makePath('docs/promises.md'), 'utf8')
  return [...text.matchAll(/^\| (R-\d{2}) /gm)].map(([, number = '']) => number)
}

test.group('Promises', () => {
  test('of access are all there', async ({ assert }) => {
    const numbers = [10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 25, 26, 27, 28]
    const wanted = [...numbers, 29, 30, 31, 32].map((number) => `R-${number}`)

    assert.includeMembers(await promises(), wanted)
  })

  test('have a test each, that bears its number', async ({ assert }) => {
    const tested = await numberedTests()

    assert.deepEqual(
      (await promises()).filter((number) => !tested.has(number)),
      []
    )
  })
})
