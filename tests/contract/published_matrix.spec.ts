import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { accessMatrix } from '#core/access/access_matrix'
import { unversionedRoutes } from '#tests/support/routes'

test.group('Access | published matrix', () => {
  test('R-11: docs/api/access-matrix.md is what the routes and roles are', async ({ assert }) => {
    const published = await readFile(app.makePath('docs/api/access-matrix.md'), 'utf8')
    const present = accessMatrix(unversionedRoutes())

    const differences = [
      ...linesOnlyIn(published, present).map((line) => `gone: ${line}`),
      ...linesOnlyIn(present, published).map((line) => `new: ${line}`),
    ]
    assert.deepEqual(differences, [], 'Run "node ace routes:permissions --matrix" and commit it')
  })
})

function linesOnlyIn(text: string, other: string): string[] {
  const theirs = new Set(other.split('\n'))
  return text.split('\n').filter((line) => !theirs.has(line))
}
