import { existsSync, readFileSync, readdirSync } from 'node:fs'
import ts from 'typescript'

/*
 * Who may import whom. `plugins → core`, `admin → core` and what plugins offer,
 * and `plugins → plugins` along what their manifests require. Core reaches
 * modules only through registries and ports, which they fill.
 */

const TESTS = '(^|/)tests/|[.]spec[.]ts$'
const PLUGINS = 'app/plugins'
const DATABASE = 'app/core/database'
/** What migrations share, of each version. */
const FROZEN = '^database/helpers/v[0-9]+([.]ts$|/)'
const APPLICATION = '^(app|bench|bin|config|database|packages|start|tests)/'

/** What the manifests require, by the ids of the plugins. */
const requirements = new Map(
  readdirSync(PLUGINS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => [name, requiredBy(`${PLUGINS}/${name}/index.ts`)])
)

/** The ids under `requires` of a manifest, which is read without running it. */
function requiredBy(file) {
  if (!existsSync(file)) return []
  const ids = []
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'requires') {
      ids.push(...node.initializer.properties.map(({ name }) => name.text))
    } else {
      ts.forEachChild(node, visit)
    }
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return ids.filter((id) => id !== 'crm')
}

/** A plugin, what it requires, and what that requires in turn. */
function reachableFrom(id, reached = new Set()) {
  if (!reached.has(id)) {
    reached.add(id)
    for (const required of requirements.get(id) ?? []) reachableFrom(required, reached)
  }
  return reached
}

const alongRequires = [...requirements.keys()].map((id) => ({
  name: `${id}-imports-what-it-requires`,
  comment: `app/plugins/${id}/index.ts does not require this plugin. Require it, or use a registry.`,
  severity: 'error',
  from: { path: `^${PLUGINS}/${id}/`, pathNot: TESTS },
  to: { path: `^${PLUGINS}/`, pathNot: `^${PLUGINS}/(${[...reachableFrom(id)].join('|')})/` },
}))

export default {
  forbidden: [
    {
      name: 'no-cycle-by-value',
      comment: 'These files load each other. Types may be imported in a circle, values may not.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only', 'type-import', 'dynamic-import'] },
      },
    },
    {
      name: 'core-knows-no-module',
      comment: 'Core reaches modules through registries and ports that their manifests fill.',
      severity: 'error',
      from: { path: '^app/core/', pathNot: TESTS },
      to: { path: '^app/(plugins|admin|commands|providers)/' },
    },
    {
      name: 'plugins-know-no-admin',
      comment: 'The admin pages are a client of the modules, not the other way round.',
      severity: 'error',
      from: { path: `^${PLUGINS}/`, pathNot: TESTS },
      to: { path: '^app/(admin|commands|providers)/' },
    },
    {
      name: 'admin-knows-no-command',
      comment: 'The admin pages use core, and what the modules offer.',
      severity: 'error',
      from: { path: '^app/admin/', pathNot: TESTS },
      to: { path: '^app/(commands|providers)/' },
    },
    ...alongRequires,
    {
      name: 'models-know-no-request',
      comment:
        'A model takes what it needs as arguments, such as a Principal, never the HTTP context.',
      severity: 'error',
      from: { path: '^app/.+/models/', pathNot: TESTS },
      to: { path: '@adonisjs/core/build/modules/http/' },
    },
    {
      name: 'nothing-stands-on-tests',
      comment: 'What runs in production may not import tests or what supports them.',
      severity: 'error',
      from: { pathNot: `${TESTS}|^bench/|^bin/test[.]ts$` },
      to: { path: TESTS },
    },
    {
      name: 'factories-are-for-tests',
      comment: 'Factories make up rows, and load Faker, which takes half a second.',
      severity: 'error',
      from: { pathNot: `${TESTS}|/factories/` },
      to: { path: '^app/.+/factories/' },
    },
    {
      name: 'pipelining-has-one-door',
      comment:
        'What travels together is known to the unit of work alone. Ask core/database/unit_of_work.',
      severity: 'error',
      from: { pathNot: `${TESTS}|^${DATABASE}/(unit_of_work[.]ts$|pipelining/)` },
      to: { path: `^${DATABASE}/pipelining/` },
    },
    {
      name: 'migrations-import-what-is-frozen',
      comment:
        'A migration that has run must mean what it meant. Import a version of database/helpers.',
      severity: 'error',
      from: { path: '(^|/)migrations/', pathNot: TESTS },
      to: { path: APPLICATION, pathNot: FROZEN },
    },
    {
      name: 'frozen-helpers-stand-alone',
      comment: 'What is frozen imports nothing of the application, which changes.',
      severity: 'error',
      from: { path: FROZEN },
      to: { path: APPLICATION, pathNot: FROZEN },
    },
    {
      name: 'embedded-postgres-stands-alone',
      comment: 'The package imports nothing of the application.',
      severity: 'error',
      from: { path: '^packages/embedded-postgres/', pathNot: TESTS },
      to: { path: '^(app|bench|bin|config|database|start|tests)/' },
    },
    {
      name: 'aliases-resolve',
      comment: 'An alias that leads nowhere would get past every other rule.',
      severity: 'error',
      from: {},
      to: { path: '^#', couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: '.dependency-cruiser.resolve.js' },
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^[.]adonisjs/|^tests/fixtures/|^app/plugins/[.]|^packages/[^/]+/(build|migrations)/',
    },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
}
