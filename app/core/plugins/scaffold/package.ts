import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import app from '@adonisjs/core/services/app'
import string from '@adonisjs/core/helpers/string'
import { ownersOf, readFields } from '#core/plugins/scaffold/asked_fields'
import { scaffoldResource } from '#core/plugins/scaffold/resource'
import { keyOf, rolesFor } from '#core/plugins/scaffold/stubs'
import { StartupError } from '#core/health/startup_error'

/** The files of a package that has no resource. */
const FILES = [
  'package_json',
  'tsconfig',
  'tsconfig_build',
  'gitignore',
  'ci',
  'readme',
  'index',
  'hooks',
  'test',
]

/** Those of its resource. */
const OF_RESOURCE = ['resource', 'migration']

/**
 * Where a package is made.
 *
 * @param folder from where the command was typed; `packages/<id>` of the application by default
 * @throws {StartupError} when there is something already
 */
export function folderFor(id: string, folder?: string): string {
  const path = folder === undefined ? app.makePath('packages', id) : resolve(folder)
  if (existsSync(path)) throw new StartupError(`${path} is there already.`)
  return path
}

/**
 * The stubs of a plugin in a package of its own, and what they are filled with.
 *
 * @param folder of the package
 * @param fields as `readFields` reads them
 */
export function packageStubsOf(id: string, folder: string, fields?: string) {
  const asked = fields === undefined ? [] : readFields(fields)
  const owners = new Set(['customers', ...ownersOf(asked)])
  const plugin = { id, file: id.replaceAll('-', '_'), title: string.sentenceCase(id) }
  const pack = {
    folder,
    name: `crm-plugin-${id}`,
    application: relative(folder, app.makePath()).replaceAll('\\', '/'),
    function: string.camelCase(id),
    requires: [`crm: '^2.0.0'`, ...[...owners].map((owner) => `${keyOf(owner)}: '^1.0.0'`)].join(
      ', '
    ),
    imports: '',
    adds: '',
  }
  if (asked.length === 0) return { stubs: FILES, state: { plugin, pack } }
  const resource = scaffoldResource(id, asked, { path: 'resource', migration: 1 })
  const roles = Object.entries(rolesFor(id)).map(([role, grants]) => `${role}: ${grants}`)
  const types = ['LucidRow', 'Sdk', ...(resource.usesDateTime ? ['DateTime'] : [])]
  return {
    stubs: [...FILES, ...OF_RESOURCE],
    state: {
      plugin,
      resource,
      pack: {
        ...pack,
        imports: `\nimport { resource } from './resource.js'`,
        adds: `\nresources: [resource(sdk)],\nroles: { ${roles.join(', ')} },`,
        key: keyOf(id),
        types: types.sort().join(', '),
        rules: resource.ruleNames === '' ? '' : ', rules',
        ruleNames: resource.ruleNames === '' ? '' : `\n  const { ${resource.ruleNames} } = rules`,
      },
    },
  }
}
