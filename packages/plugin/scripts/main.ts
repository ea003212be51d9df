/*
|--------------------------------------------------------------------------
| npm run build:kit
|--------------------------------------------------------------------------
|
| Writes plugin.d.ts and testing.d.ts: what a plugin in a package of its own is
| compiled against, which needs nothing of ours but these two files.
|
*/

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.js'
import { ENTRIES, writeDeclarations } from './declarations.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const PACKAGE = join(ROOT, 'packages/plugin')
const DECLARATIONS = join(PACKAGE, 'build')

const { peerDependencies = {} }: { peerDependencies?: Record<string, string> } = JSON.parse(
  await readFile(join(PACKAGE, 'package.json'), 'utf8')
)

await writeDeclarations(ROOT, DECLARATIONS)
for (const [name, entry] of Object.entries(ENTRIES)) {
  const packages = await bundle({
    entry: join(DECLARATIONS, entry.replace(/\.ts$/, '.d.ts')),
    file: join(PACKAGE, `${name}.d.ts`),
    folder: PACKAGE,
    /* A package is given all it needs by the application, and imports nothing of ours. */
    isTypesAlone: name === 'plugin',
  })
  const unknown = packages.filter(
    (used) => !(used in peerDependencies) && !(`@types/${used}` in peerDependencies)
  )
  if (unknown.length > 0) throw new Error(`${name}.d.ts imports ${unknown.join(', ')}`)
}
