import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { installedPlugins, setInstalled } from '#core/plugins/installed'
import { pluginMessages } from '#core/plugins/plugin_messages'

type Cleaner = (work: () => Promise<void> | void) => void

/** The messages of a plugin that has this file, and no other plugin. */
async function load(cleanup: Cleaner, file: string, content: string) {
  const root = await mkdtemp(join(tmpdir(), 'plugin-'))
  cleanup(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'lang'))
  await writeFile(join(root, 'lang', file), content)
  const before = installedPlugins()
  setInstalled([{ id: 'tongues', version: '1.0.0', root }])
  try {
    return await pluginMessages.load()
  } finally {
    setInstalled(before)
  }
}

test.group('Plugins | messages', () => {
  test('are known by their plugin and its English words', async ({ assert, cleanup }) => {
    const found = await load(cleanup, 'de.json', '{ "Mr. Tier": "Herr Stufe" }')

    assert.deepEqual(found, { de: { 'plugins.tongues.Mr. Tier': 'Herr Stufe' } })
  })

  for (const content of ['{ "a": ', '[]', '{ "a": { "b": "c" } }', '{ "a": 1 }']) {
    test(`that cannot be read are refused with their plugin: ${content}`, async ({
      assert,
      cleanup,
    }) => {
      await assert.rejects(
        () => load(cleanup, 'de.json', content),
        /"tongues" has messages that are no JSON object of texts: lang\/de\.json/
      )
    })
  }
})
