import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { type Cleaner, REPOSITORY, ace, clone, npm, run } from '#tests/support/clone'
import { databaseForClone } from '#tests/support/clone_database'

const KIT = 'packages/plugin'
const TSC = join(REPOSITORY, 'node_modules/typescript/bin/tsc')

/** A clone whose kit is built, as "npm run build:kit" does. */
async function cloneWithKit(cleaner: Cleaner): Promise<string> {
  const root = await clone(cleaner)
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const [, ...args] = String(scripts['build:kit']).split(' ')
  const built = await run(root, '', args)
  if (built.code !== 0) throw new Error(built.text)
  return root
}

/** An empty folder of somebody who has nothing of ours. */
async function emptyFolder({ cleanup }: Cleaner): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'an author '))
  cleanup(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Packages of the repository in a folder's own: what npm would fetch. */
async function link(folder: string, names: readonly string[], from = REPOSITORY): Promise<void> {
  for (const name of names) {
    const target = join(folder, 'node_modules', name)
    await mkdir(dirname(target), { recursive: true })
    await symlink(join(from, 'node_modules', name), target)
  }
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    module: 'NodeNext',
    lib: ['ES2023'],
    types: ['node'],
    strict: true,
    noEmit: true,
  },
}

/** Each line below an expectation has to be an error, and everything else right. */
const SOURCE = `
import type { Hooks, LucidRow, Plugin, Records, Sdk } from 'headless-crm/plugin'
// @ts-expect-error there is nothing at run time that could be imported
import { definePlugin as none } from 'headless-crm/plugin'
// @ts-expect-error no such type
import type { Plugins } from 'headless-crm/plugin'

declare module 'headless-crm/plugin' {
  interface Resources {
    visits: { model: Visit; actions: 'cancel' }
  }
  interface Events {
    'visits:seen': { customer_id: string }
  }
}

export interface Visit extends LucidRow {
  id: string
  minutes: number | null
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>) => {}

export default function visits(sdk: Sdk): Plugin<{ mode: 'mild' | 'strict' }> {
  const { definePlugin, defineResource, extension, fields, model, modelOf, rules, vine } = sdk
  return definePlugin({
    id: 'visits',
    version: '1.0.0',
    settings: {
      schema: vine.object({ mode: vine.enum(['mild', 'strict'] as const) }),
      defaults: { mode: 'mild' },
    },
    fields: { customers: { last: extension.date({ title: 'Last' }) } },
    resources: [
      defineResource({
        name: 'visits',
        singular: 'visit',
        model: model<Visit>({ table: 'visits', noun: 'visits' }),
        fields: { id: fields.uuid(), minutes: fields.integer({ rule: rules.optionalInteger(0, 9) }) },
      }),
    ],
    hooks: {
      'customers:create': {
        async before({ record, settings, veto, records }) {
          same<typeof record.name, string>(true)
          same<typeof settings.mode, 'mild' | 'strict'>(true)
          same<typeof records, (resource: Parameters<typeof records>[0]) => Records>(true)
          const Deal = await modelOf('deals')
          const deal = await Deal.findOrFail(record.id)
          same<typeof deal.stageId, string>(true)
          if (record.email === null) veto({ field: 'email', message: 'Where do we write to?' })
          // @ts-expect-error a customer has no stage
          void record.stageId
        },
      },
      'visits:cancel': { after: ({ record }) => same<typeof record, Visit>(true) },
      'deals:win': { after: ({ emit }) => emit('visits:seen', { customer_id: '' }) },
    },
    listeners: {
      'visits:seen': ({ payload }) => same<typeof payload.customer_id, string>(true),
    },
  })
}

export const misspelt: Hooks = {
  // @ts-expect-error no such hook
  'custmers:create': {},
}

export function others({ PermanentFailure, definePlugin, problems, service }: Sdk) {
  const convert = () => service('codes.next', { resource: 'customers' })
  // @ts-expect-error no such service
  const none = () => service('leads.part', {})
  // @ts-expect-error nothing of this name can be added
  definePlugin({ id: 'a', version: '1.0.0', controllers: [] })
  return [convert, none, new PermanentFailure('No.'), problems.notFound('visit')]
}
`

test.group('Kit', (group) => {
  let root = ''
  group.setup(async () => {
    const cleanups: (() => Promise<void>)[] = []
    root = await cloneWithKit({ cleanup: (callback) => void cleanups.push(callback) })
    return async () => {
      for (const cleanup of cleanups) await cleanup()
    }
  })

  test('an author who has nothing but the package compiles against its types', async ({
    assert,
    cleanup,
  }) => {
    const folder = await emptyFolder({ cleanup })
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
    const [{ filename, files }] = JSON.parse(await npm(join(root, KIT), ...args))
    assert.sameMembers(
      files.map(({ path }: { path: string }) => path),
      ['package.json', 'plugin.d.ts', 'testing.d.ts']
    )
    await npm(folder, 'init', '--yes')
    await npm(folder, 'pkg', 'set', 'type=module')
    /* What it needs of others comes from the repository, so that the test needs no network. */
    await npm(folder, 'install', '--save-dev', '--legacy-peer-deps', join(folder, filename))
    const { peerDependencies, peerDependenciesMeta } = JSON.parse(
      await readFile(join(folder, 'node_modules/headless-crm/package.json'), 'utf8')
    )
    const needed = Object.keys(peerDependencies).filter((name) => !(name in peerDependenciesMeta))
    await link(folder, [...needed, '@types/node'])

    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG))
    await writeFile(join(folder, 'index.ts'), SOURCE)
    /* Without skipLibCheck, which finds fault with packages that are not ours. */
    const compiled = await run(folder, '', [TSC])
    const ours = compiled.text.split('\n').filter((line) => /^index|headless-crm/.test(line))
    assert.deepEqual(ours, [], compiled.text)
    await writeFile(join(folder, 'index.ts'), SOURCE.replaceAll(/^.*@ts-expect-error.*$/gm, ''))
    const misspelt = await run(folder, '', [TSC, '--skipLibCheck'])
    assert.match(misspelt.text, /'custmers:create'+ does not exist in type/)
    assert.include(misspelt.text, `Property 'stageId' does not exist on type 'Customer'`)
  }).timeout(600_000)

  test('a package that make:plugin makes compiles, installs, and keeps what plugins promise', async ({
    assert,
    cleanup,
  }) => {
    const databaseUrl = await databaseForClone({ cleanup }, 'kit')
    const folder = join(await emptyFolder({ cleanup }), 'crm-plugin-visits')
    const fields =
      'customer:customers,title:text:required,report:long-text,cost:money,visited_on:date,begun_at:timestamp,status:choice:planned/done'
    const made = await ace(
      root,
      databaseUrl,
      'make:plugin',
      'visits',
      '--package',
      `--folder=${folder}`,
      `--fields=${fields}`
    )
    assert.equal(made.code, 0, made.text)
    assert.sameMembers(await readdir(folder), [
      '.github',
      '.gitignore',
      'README.md',
      'migrations',
      'package.json',
      'src',
      'tests',
      'tsconfig.build.json',
      'tsconfig.json',
    ])
    await link(folder, ['.bin', 'typescript', '@types', '@japa'])
    await symlink(join(root, KIT), join(folder, 'node_modules/headless-crm'))

    const checked = await run(folder, '', [TSC])
    assert.equal(checked.code, 0, checked.text)
    const tested = await ace(root, databaseUrl, 'plugin:test', folder)
    assert.equal(tested.code, 0, tested.text)
    assert.include(tested.text, 'keeps names as short as the organization wants them')
    assert.include(tested.text, 'Plugin contract | visits')
    assert.notInclude(tested.text, 'Plugin contract | loyalty')
    assert.notInclude(await readFile(join(root, 'config/plugins.ts'), 'utf8'), 'visits')
  }).timeout(900_000)

  test('the reference of the kit is as its types are', async ({ assert }) => {
    const page = join(root, 'docs/plugins/reference.md')
    const before = await readFile(page, 'utf8')
    const written = await run(root, '', [
      '--import=@poppinss/ts-exec',
      'packages/plugin/scripts/reference.ts',
    ])
    assert.equal(written.code, 0, written.text)
    assert.equal(await readFile(page, 'utf8'), before, 'Run npm run docs:kit')
  }).timeout(600_000)
})
