/*
|--------------------------------------------------------------------------
| Variants of the application
|--------------------------------------------------------------------------
|
| Imported before a server of "npm run bench:plugins", whose modules it
| replaces as VARIANT says: "without" takes the runtime of plugins out,
| "twenty" lists twenty plugins more, all of them on, each with two fields on
| customers, a hook and a condition on what is found.
|
*/

import { registerHooks } from 'node:module'

const NO_SAY = `
export const runWithHooks = (observers, record, action, work) => work()
export const authorizeByPlugins = async () => {}
export const vetoed = () => { throw new Error('There are no plugins') }`

const NO_SET = `
export class PluginSet {}
const none = {
  plugins: [],
  has: () => true,
  settingsOf: () => ({}),
  extend: (resource) => resource,
  objection: () => null,
  rulersOf: () => [],
}
export const currentPlugins = async () => none
export const pluginsIn = async () => none
export const pluginsChosen = () => none
export const forgetCurrentPlugins = () => {}
export const observersOf = async () => null
export const isWrapped = () => false
export const takesInput = () => false
export const contextOf = () => { throw new Error('There are no plugins') }`

/** What stands in for modules, by how their paths end, with all that these export. */
export const WITHOUT_RUNTIME = {
  '/app/core/plugins/hook_runner.js': NO_SAY,
  '/app/core/plugins/plugin_set.js': NO_SET,
} as const

const TWENTY = `
import { extension as added } from '#core/plugins/fields'
const twenty = Array.from({ length: 20 }, (_, number) => ({
  id: 'bench-' + number,
  version: '1.0.0',
  enabled: 'on',
  fields: {
    customers: { size: added.integer({ title: 'Size' }), class: added.choice(['a', 'b'], { title: 'Class' }) },
  },
  hooks: { 'customers:update': { before() {} } },
  scopes: { customers: () => null },
}))
export default [...plugins, ...twenty]`

const replaced: Readonly<Record<string, readonly (readonly [end: string, by: string])[]>> = {
  without: Object.entries(WITHOUT_RUNTIME),
  twenty: [],
}

const variant = process.env.VARIANT ?? ''
let found = 0

if (variant !== '') replaceModules()

function replaceModules() {
  registerHooks({
    load(url, context, next) {
      const [, source] = replaced[variant]?.find(([end]) => url.endsWith(end)) ?? []
      if (source !== undefined) {
        found += 1
        return { format: 'module', shortCircuit: true, source }
      }
      const loaded = next(url, context)
      if (variant !== 'twenty' || !url.endsWith('/config/plugins.js')) return loaded
      found += 1
      return { ...loaded, source: String(loaded.source).replace('export default plugins;', TWENTY) }
    },
  })

  /* What replaces nothing measures nothing. */
  setTimeout(() => {
    if (found === 0) throw new Error(`The variant "${variant}" has replaced no module`)
  }, 30_000).unref()
}
