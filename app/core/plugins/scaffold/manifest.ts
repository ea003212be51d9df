import { writeFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import string from '@adonisjs/core/helpers/string'
import { format, resolveConfig } from 'prettier'
import { type ObjectLiteralExpression, Node, Project, type SourceFile, SyntaxKind } from 'ts-morph'
import { keyOf, rolesFor } from '#core/plugins/scaffold/stubs'
import { StartupError } from '#core/health/startup_error'

/* Loaded by commands that write source, and needs what is installed for development. */

const KIT = '#core/plugins/api'

interface Added {
  /** The resource: `visits-stops`. */
  readonly name: string
  readonly model: string
  readonly singular: string
  /** Its definition, in the folder of the plugin: `resources/visits_stops`. */
  readonly path: string
  /** The plugins whose records it belongs to. */
  readonly owners: readonly string[]
}

/**
 * Adds a resource to the manifest of a plugin: imports, the type of its records, the resource
 * itself, what built-in roles get of it, and whom it requires.
 *
 * @throws {StartupError} when its `index.ts` calls no `definePlugin({ … })`
 */
export async function addResource(plugin: string, added: Added): Promise<void> {
  const file = app.makePath('app/plugins', plugin, 'index.ts')
  const source = new Project({ skipAddingFilesFromTsConfig: true }).addSourceFileAtPath(file)
  const manifest = manifestIn(source)
  const { name, model, singular, path, owners } = added
  const local = string.camelCase(name)
  source.addImportDeclaration({
    defaultImport: model,
    isTypeOnly: true,
    moduleSpecifier: `#plugins/${plugin}/models/${singular}`,
  })
  source.addImportDeclaration({
    defaultImport: local,
    moduleSpecifier: `#plugins/${plugin}/${path}`,
  })
  declare(source, name, model)
  addTo(manifest, 'resources', local)
  const roles = objectAt(manifest, 'roles')
  for (const [role, grants] of Object.entries(rolesFor(name))) {
    for (const grant of grants.slice(1, -1).split(', ')) addTo(roles, role, grant)
  }
  const requires = objectAt(manifest, 'requires')
  for (const owner of owners.filter((id) => id !== plugin && !requires.getProperty(keyOf(id)))) {
    requires.addPropertyAssignment({ name: keyOf(owner), initializer: `'^1.0.0'` })
  }
  const options = await resolveConfig(file)
  await writeFile(file, await format(source.getFullText(), { ...options, filepath: file }))
}

function manifestIn(source: SourceFile): ObjectLiteralExpression {
  const call = source
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((found) => found.getExpression().getText() === 'definePlugin')
  const manifest = call?.getArguments()[0]
  if (!manifest || !Node.isObjectLiteralExpression(manifest)) {
    throw new StartupError(`${source.getBaseName()} calls no definePlugin({ … })`)
  }
  return manifest
}

/** Says what a record of the resource is: `interface Resources { visits: { model: Visit } }`. */
function declare(source: SourceFile, name: string, model: string): void {
  const module =
    source.getModule(`'${KIT}'`) ??
    source.insertModule(source.getImportDeclarations().length, {
      name: `'${KIT}'`,
      hasDeclareKeyword: true,
    })
  const registry = module.getInterface('Resources') ?? module.addInterface({ name: 'Resources' })
  registry.addProperty({ name: keyOf(name), type: `{ model: ${model} }` })
}

/** Adds an element to the array that a property holds, which is made when there is none. */
function addTo(object: ObjectLiteralExpression, name: string, element: string): void {
  const property =
    object.getProperty(name) ?? object.addPropertyAssignment({ name, initializer: '[]' })
  const list = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined
  if (!list || !Node.isArrayLiteralExpression(list)) {
    throw new StartupError(`"${name}" of the plugin is no list in its index.ts: add ${element}`)
  }
  list.addElement(element)
}

function objectAt(object: ObjectLiteralExpression, name: string): ObjectLiteralExpression {
  const property =
    object.getProperty(name) ?? object.addPropertyAssignment({ name, initializer: '{}' })
  const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined
  if (!value || !Node.isObjectLiteralExpression(value)) {
    throw new StartupError(`"${name}" of the plugin is no object in its index.ts`)
  }
  return value
}
