import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** What a component was given has been escaped where it was written. */
const SLOT = /\{\{\{ await \$slots\.\w+\(\) \}\}\}/g

test.group('Templates', () => {
  test('R-49: none writes anything unescaped', async ({ assert }) => {
    const root = app.viewsPath()
    const templates = (await readdir(root, { recursive: true })).filter((name) =>
      name.endsWith('.edge')
    )

    assert.isNotEmpty(templates)
    for (const name of templates) {
      const template = await readFile(join(root, name), 'utf8')
      assert.notInclude(template.replace(SLOT, ''), '{{{', name)
      if (!name.endsWith('_text.edge')) assert.notInclude(template, 'html.safe', name)
    }
  })
})
