import { writeFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { format, resolveConfig } from 'prettier'
import { Node, Project, type SourceFile } from 'ts-morph'
import { StartupError } from '#core/health/startup_error'

/* Loaded by commands that write source, and needs what is installed for development. */

const FILE = 'config/plugins.ts'

/** Adds a plugin to the end of config/plugins.ts. Changes nothing when it is there. */
export async function enlist(id: string): Promise<void> {
  await edit((source) => {
    if (importOf(source, id)) return
    source.addImportDeclaration({ defaultImport: nameOf(id), moduleSpecifier: moduleOf(id) })
    listIn(source).addElement(nameOf(id), { useNewLines: true })
  })
}

/** Takes a plugin out of config/plugins.ts. Changes nothing when it is not there. */
export async function delist(id: string): Promise<void> {
  await edit((source) => {
    const declaration = importOf(source, id)
    const name = declaration?.getDefaultImport()?.getText()
    if (!declaration || name === undefined) return
    const list = listIn(source)
    const entry = list.getElements().find((element) => element.getText() === name)
    if (entry) list.removeElement(entry)
    /* Its line alone: ts-morph would take the empty one below along. */
    source.replaceWithText(source.getFullText().replace(`${declaration.getText()}\n`, ''))
  })
}

/** What the plugin is called in the list: `visit-reports` → `visitReports`. */
function nameOf(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

const moduleOf = (id: string) => `#plugins/${id}/index`

async function edit(change: (source: SourceFile) => void): Promise<void> {
  const file = app.makePath(FILE)
  const source = new Project({ skipAddingFilesFromTsConfig: true }).addSourceFileAtPath(file)
  change(source)
  const options = await resolveConfig(file)
  await writeFile(file, await format(source.getFullText(), { ...options, filepath: file }))
}

function importOf(source: SourceFile, id: string) {
  return source.getImportDeclaration(
    (declaration) => declaration.getModuleSpecifierValue() === moduleOf(id)
  )
}

/** The array that the file is about. @throws when it has none */
function listIn(source: SourceFile) {
  const list = source.getVariableDeclaration('plugins')?.getInitializer()
  if (!list || !Node.isArrayLiteralExpression(list)) throw new StartupError(`${FILE} holds no list`)
  return list
}
