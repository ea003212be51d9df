import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const CONFIG = '.dependency-cruiser.js'

const MANIFEST = (...required: string[]) =>
  `export default { requires: { ${required.map((id) => `'${id}': '^1.0.0'`).join(', ')} } }`
const IMPORT = (path: string) => `import '${path}'`

/** An application of a few files, each of which breaks one rule, or none. */
const FILES: Readonly<Record<string, string>> = {
  'tsconfig.json': '{}',
  'adonisrc.ts': '',
  'app/core/door.ts': 'export const door = 1',
  'app/core/nouns.ts': IMPORT('#plugins/deals/model'),
  'app/core/pages.ts': "export const page = () => import('#admin/page')",
  'app/core/one.ts': IMPORT('#core/other'),
  'app/core/other.ts': IMPORT('#core/one'),
  'app/core/typed.ts': "import type { Late } from '#core/late'\nexport type Typed = Late",
  'app/core/late.ts': "import type { Typed } from '#core/typed'\nexport type Late = Typed",
  'app/core/lost.ts': IMPORT('#core/nowhere'),
  'app/core/http.ts': IMPORT('#core/database/pipelining/batch'),
  'app/core/database/pipelining/batch.ts': IMPORT('#core/database/pipelining/other'),
  'app/core/database/pipelining/other.ts': '',
  'app/core/database/unit_of_work.ts': IMPORT('#core/database/pipelining/batch'),
  'app/core/migrations/0001_baseline.ts': IMPORT('#database/helpers/v1'),
  'app/core/migrations/0002_live.ts': IMPORT('#core/door'),
  'database/helpers/v1.ts': IMPORT('#database/helpers/v1/columns'),
  'database/helpers/v1/columns.ts': '',
  'database/helpers/v2.ts': IMPORT('#database/schema'),
  'database/migrations/0001_schema.ts': IMPORT('#database/schema'),
  'database/schema.ts': '',
  'app/admin/page.ts': `${IMPORT('#core/door')}\n${IMPORT('#plugins/deals/model')}`,
  'app/admin/runs.ts': IMPORT('#commands/seed'),
  'app/commands/seed.ts': '',
  'app/plugins/customers/index.ts': MANIFEST(),
  'app/plugins/customers/model.ts': IMPORT('#core/door'),
  'app/plugins/customers/deals.ts': IMPORT('#plugins/deals/model'),
  'app/plugins/deals/index.ts': MANIFEST('crm', 'customers'),
  'app/plugins/deals/model.ts': IMPORT('#plugins/customers/model'),
  'app/plugins/deals/board.ts': IMPORT('#admin/page'),
  'app/plugins/deals/factories/deal_factory.ts': IMPORT('#plugins/customers/model'),
  'app/plugins/deals/seeding.ts': IMPORT('#plugins/deals/factories/deal_factory'),
  'app/plugins/deals/controllers/deals_controller.ts': IMPORT('@adonisjs/core/http'),
  'app/plugins/deals/models/deal.ts': IMPORT('@adonisjs/lucid/orm'),
  'app/plugins/deals/models/deal/place.ts':
    "import type { HttpContext } from '@adonisjs/core/http'\nexport type Place = HttpContext",
  'app/plugins/reports/index.ts': MANIFEST('deals'),
  'app/plugins/reports/funnel.ts': IMPORT('#plugins/customers/model'),
  'app/plugins/reports/sample.ts': IMPORT('#tests/support/sample'),
  'tests/support/sample.ts':
    "import '#plugins/customers/model'\nimport '#plugins/deals/factories/deal_factory'",
  'packages/embedded-postgres/src/main.ts': IMPORT('#core/door'),
}

const BROKEN = [
  ['admin-knows-no-command', 'app/admin/runs.ts'],
  ['aliases-resolve', 'app/core/lost.ts'],
  ['core-knows-no-module', 'app/core/nouns.ts'],
  ['core-knows-no-module', 'app/core/pages.ts'],
  ['customers-imports-what-it-requires', 'app/plugins/customers/deals.ts'],
  ['embedded-postgres-stands-alone', 'packages/embedded-postgres/src/main.ts'],
  ['factories-are-for-tests', 'app/plugins/deals/seeding.ts'],
  ['models-know-no-request', 'app/plugins/deals/models/deal/place.ts'],
  ['frozen-helpers-stand-alone', 'database/helpers/v2.ts'],
  ['migrations-import-what-is-frozen', 'app/core/migrations/0002_live.ts'],
  ['migrations-import-what-is-frozen', 'database/migrations/0001_schema.ts'],
  ['no-cycle-by-value', 'app/core/one.ts'],
  ['nothing-stands-on-tests', 'app/plugins/reports/sample.ts'],
  ['pipelining-has-one-door', 'app/core/http.ts'],
  ['plugins-know-no-admin', 'app/plugins/deals/board.ts'],
]

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
    }[]
  }
}

test.group('Import rules', () => {
  test('each of them refuses what breaks it, and nothing else', async ({ assert, cleanup }) => {
    const root = await mkdtemp(join(tmpdir(), 'import-rules-'))
    cleanup(() => rm(root, { recursive: true }))
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
    await cp(app.makePath('package.json'), join(root, 'package.json'))
    await cp(
      app.makePath('.dependency-cruiser.resolve.js'),
      join(root, '.dependency-cruiser.resolve.js')
    )
    await symlink(app.makePath('node_modules'), join(root, 'node_modules'))

    const { violations } = (await cruise(root)).summary

    const found = violations.map(({ rule, from }) => [rule.name, from])
    assert.sameDeepMembers(found, BROKEN)
  })
})

/** What the linter says of an application, by this application's rules. */
function cruise(root: string): Promise<Report> {
  const binary = app.makePath('node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const folders = ['adonisrc.ts', 'app', 'database', 'packages', 'tests']
  const options = ['--config', app.makePath(CONFIG), '--output-type', 'json']
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [binary, ...folders, ...options],
      { cwd: root },
      (_, out, errors) => {
        if (out === '') reject(new Error(errors))
        else resolve(JSON.parse(out))
      }
    )
  })
}
