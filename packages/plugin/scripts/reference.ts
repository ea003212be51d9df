/*
|--------------------------------------------------------------------------
| npm run docs:kit
|--------------------------------------------------------------------------
|
| Writes docs/plugins/reference.md: everything in the kit, from the types that
| packages are compiled against.
|
*/

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { Application } from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const PAGE = join(ROOT, 'docs/plugins/reference.md')

const INTRODUCTION = `# Reference of the kit

Everything that a plugin can use, from its types: made by \`npm run docs:kit\`, and not to be edited. What to do with it stands in [Plugins](../guides/plugins.md) and
[Plugins in packages](packages.md).
`

/** How the page looks, as the plugin for Markdown calls it. */
const LOOK: Partial<PluginOptions> = {
  entryFileName: 'reference',
  outputFileStrategy: 'modules',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hidePageTitle: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideInherited: true,
    hideOverrides: true,
    hideModifiers: true,
    hideDefaults: true,
    hideSources: true,
  },
}

/** Names that differ by their namespace alone are counted, though there is one heading of each. */
function linked(page: string): string {
  const headings = new Set(
    [...page.matchAll(/^#+ (\w+)$/gm)].map(([, name]) => name?.toLowerCase())
  )
  const isOnce = (name: string) => page.match(new RegExp(`^#+ ${name}$`, 'gim'))?.length === 1
  return page.replaceAll(/\]\(#(\w+)-1\)/g, (whole, name: string) =>
    headings.has(name) && isOnce(name) ? `](#${name})` : whole
  )
}

const folder = await mkdtemp(join(ROOT, 'packages/plugin/build-'))
try {
  const declarations = await readFile(join(ROOT, 'packages/plugin/plugin.d.ts'), 'utf8')
  const entry = join(folder, 'plugin.d.ts')
  await writeFile(
    entry,
    declarations.replaceAll(/^declare (?=const extension|const setting)/gm, 'export declare ')
  )
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [entry],
    tsconfig: join(ROOT, 'packages/plugin/scripts/tsconfig.reference.json'),
    plugin: ['typedoc-plugin-markdown'],
    readme: 'none',
    disableSources: true,
    excludeExternals: true,
    logLevel: 'Error',
    outputs: [{ name: 'markdown', path: folder }],
    ...LOOK,
  })
  const project = await app.convert()
  if (!project) throw new Error('The types of the kit cannot be read: npm run build:kit')
  await app.generateOutputs(project)
  const text = linked(await readFile(join(folder, 'reference.md'), 'utf8'))
  const options = await resolveConfig(PAGE)
  await writeFile(PAGE, await format(`${INTRODUCTION}\n${text}`, { ...options, filepath: PAGE }))
} finally {
  await rm(folder, { recursive: true, force: true })
}
