import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { declaredActions } from '#core/plugins/admin/actions'
import { pagesOf } from '#core/plugins/admin/pages'
import type { Plugin } from '#core/plugins/api'
import { folderOf } from '#core/plugins/plugin_folders'
import { someOfEverything } from '#tests/support/everything'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOff, turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

/** What every plugin promises of what it adds to the admin, whatever that is. */
export function pluginAdminContract(plugin: Plugin): void {
  const { id, admin = {} } = plugin
  const actions = declaredActions(plugin)
  const ofSettings = Object.keys(admin.settingsActions ?? {})
  const home = ({ slug }: Company) => `/admin/organizations/${slug}`

  /** Its pages, and those of its actions. @param ids of some of everything, by resource */
  const pathsIn = (company: Company, ids: Readonly<Record<string, readonly string[]>>) => [
    ...pagesOf([plugin]).map(({ name }) => `${home(company)}/plugins/${id}/pages/${name}`),
    ...ofSettings.map((name) => `${home(company)}/plugins/${id}/actions/${name}`),
    ...actions.flatMap(({ resource, name, action: { bulk } }) => [
      `${home(company)}/${resource}/${ids[resource]?.[0]}/actions/${id}/${name}`,
      ...(bulk
        ? [`${home(company)}/${resource}/actions/${id}/${name}?ids=${ids[resource]?.[0]}`]
        : []),
    ]),
  ]

  test.group(`Plugin contract | ${id} | admin`, () => {
    test('its views escape what they show, and bring no script or style of their own', async ({
      assert,
    }) => {
      const folder = folderOf(plugin, 'views')
      const wrong: string[] = []
      for await (const file of folder ? glob('**/*.edge', { cwd: folder }) : []) {
        const text = await readFile(join(String(folder), file), 'utf8')
        if (/\{\{\{|\bhtml\.safe\b|@(raw|eval)\b/.test(text)) wrong.push(`${file}: raw output`)
        if (/<style|style=|<script|\son\w+=/i.test(text)) wrong.push(`${file}: inline`)
      }
      assert.deepEqual(wrong, [])
    })

    test('what it adds to the admin is there where it is on, and nothing of it where it is off', async ({
      client,
      assert,
    }) => {
      const places = Object.keys({ ...admin.cards, ...admin.related })
      const { tiles = [], pages = {} } = admin
      if ([...places, ...tiles, ...actions, ...ofSettings, ...Object.keys(pages)].length === 0)
        return
      const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
      await turnOnAll(acme)
      await turnOff(globex, id)
      const ids = await someOfEverything(client, acme)
      const visitor = await enter()

      const there = [
        ...pathsIn(acme, ids),
        home(acme),
        ...places.map((place) => {
          const resource = place.replace(/\.show$/, '')
          return `${home(acme)}/${resource}/${ids[resource]?.[0]}`
        }),
      ]
      for (const path of there) {
        const { status, html } = await visitor.get(path)
        assert.equal(status, 200, path)
        assert.notMatch(html, new RegExp(`The \\w+ of ${id} could not be shown`), path)
      }
      for (const path of pathsIn(globex, ids)) {
        assert.equal((await visitor.get(path)).status, 404, path)
      }
      const { html } = await visitor.get(home(globex))
      assert.notInclude(html, `data-plugin="${id}"`)
      assert.notInclude(html, `/plugins/${id}/pages/`)
    })
  })
}
