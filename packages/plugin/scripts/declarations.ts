import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type ClassDeclaration, Node, Project } from 'ts-morph'
import { addedToRegistries, withRegistries } from './registries.js'
import { interfaceOf } from './records.js'

/** What an entry of the package is made of, by the file that says it. */
export const ENTRIES = {
  plugin: 'app/core/plugins/api.ts',
  testing: 'tests/support/kit.ts',
} as const

/** By what files of the application import each other. */
const ALIASES: Readonly<Record<string, string>> = {
  '#app': 'app',
  '#config': 'config',
  '#core': 'app/core',
  '#database': 'database',
  '#plugins': 'app/plugins',
  '#start': 'start',
  '#tests': 'tests',
}

/**
 * Writes the declarations of the kit, and of everything that it names: with relative imports,
 * filled registries, and models told as what their records have.
 *
 * @param root of the application
 * @param folder where they are written; what was there is gone
 */
export async function writeDeclarations(root: string, folder: string): Promise<void> {
  const project = new Project({
    tsConfigFilePath: join(root, 'tsconfig.json'),
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {
      declaration: true,
      emitDeclarationOnly: true,
      removeComments: false,
      sourceMap: false,
      rootDir: root,
      outDir: folder,
    },
  })
  project.addSourceFilesAtPaths([
    ...Object.values(ENTRIES).map((file) => join(root, file)),
    join(root, 'app/plugins/*/index.ts'),
    join(root, 'app/core/plugins/services/kernel.ts'),
  ])
  project.resolveSourceFileDependencies()
  const added = addedToRegistries(project)
  const models = new Map(
    modelsOf(project).map((model) => [declarationOf(model.getSourceFile().getFilePath()), model])
  )
  await rm(folder, { recursive: true, force: true })
  for (const { filePath, text } of project.emitToMemory({ emitOnlyDtsFiles: true }).getFiles()) {
    const path = relative(folder, filePath).replaceAll('\\', '/')
    const model = models.get(join(root, path))
    const own = model ? interfaceOf(model) : text
    const whole = path === declarationOf(ENTRIES.plugin) ? withRegistries(own, added) : own
    await mkdir(dirname(filePath), { recursive: true })
    await writeFile(filePath, relativeTo(path, whole))
  }
}

/** The models that registries name: those of `Resources`. */
function modelsOf(project: Project): ClassDeclaration[] {
  const registries = project
    .getSourceFiles()
    .flatMap((file) => file.getModule(`'#core/plugins/api'`)?.getInterface('Resources') ?? [])
  return registries.flatMap((registry) =>
    registry.getProperties().flatMap((property) => {
      const model = property.getType().getProperty('model')
      const declaration = model?.getTypeAtLocation(property).getSymbol()?.getDeclarations()[0]
      return declaration && Node.isClassDeclaration(declaration) ? declaration : []
    })
  )
}

const declarationOf = (file: string) => file.replace(/\.ts$/, '.d.ts')

/** Imports by alias, as imports by path: `#core/jobs/boss` → `../jobs/boss.js`. */
function relativeTo(path: string, text: string): string {
  return text.replaceAll(
    /((?:from|import|module)\s*\(?\s*)(['"])(#\w+)\/([^'"]+)\2/g,
    (whole, word: string, quote: string, alias: string, rest: string) => {
      const target = ALIASES[alias]
      if (target === undefined) return whole
      const to = relative(dirname(path), `${target}/${rest}.js`).replaceAll('\\', '/')
      return `${word}${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`
    }
  )
}
