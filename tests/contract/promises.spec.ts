import { glob, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** The title of a test or of a group, and the quotation mark that it begins with. */
const TITLE = /\btest(?:\.group)?\(\s*([`'"])([^]*?)(?<!\\)\1/g

/** What a reader of this repository cannot look up: a number of a list that is not in it. */
const ELSEWHERE =
  /^\d+(?:, \d+)*: |\b(?:section|chapter|clause|point|contract) \d|§|\bthe (?:brief|original)\b/i

interface Title {
  readonly file: string
  readonly text: string
}

/** The titles of all tests and groups. */
async function titles(): Promise<Title[]> {
  const files = await Array.fromAsync(
    glob('{app,packages,tests}/**/*.spec.ts', { cwd: app.appRoot, exclude: ['**/node_modules/**'] })
  )
  const texts = files.map(async (file) => {
    const source = await readFile(app.makePath(file), 'utf8')
    return [...source.matchAll(TITLE)].map(([, , text = '']) => ({ file, text }))
  })
  return (await Promise.all(texts)).flat()
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
    const tested = (await titles()).map(({ text }) => /^(R-\d{2}): /.exec(text)?.[1])

    assert.deepEqual(
      (await promises()).filter((number) => !tested.includes(number)),
      []
    )
  })

  test('are all that titles of tests refer to by a number', async ({ assert }) => {
    const listed = await promises()
    const all = await titles()
    const unlisted = all.filter(({ text }) =>
      [...text.matchAll(/\b[A-Z]{1,2}-\d{1,3}\b/g)].some(([number]) => !listed.includes(number))
    )

    assert.isAbove(all.length, 1000)
    assert.deepEqual(unlisted, [])
    assert.deepEqual(
      all.filter(({ text }) => ELSEWHERE.test(text)),
      []
    )
  })
})
