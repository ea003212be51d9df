import { dirname, relative } from 'node:path'
import { type ClassDeclaration, Node, type Symbol, TypeFormatFlags } from 'ts-morph'
import { importsFor, ownTypesFor } from './imports.js'

/** How models are composed, which is no one else's business: they are told as what their records have. */
const COMPOSED = new Set(['outcomes', 'settle'])

/** What every record has, which is told by the type that all of them extend. */
const OF_LUCID = /\/node_modules\/@adonisjs\/lucid\//

/** A model, told as the interface of its records: columns, and what can be done to them. */
export function interfaceOf(model: ClassDeclaration): string {
  const name = model.getNameOrThrow()
  const members = model
    .getType()
    .getProperties()
    .filter(isItsOwn)
    .flatMap((property) => memberOf(property, model))
  const body = members.join('\n')
  const file = model.getSourceFile()
  const own = ownTypesFor(body, file)
  const imports = importsFor(`${body}${own}`, file)
  return [
    `import type { LucidRow } from '@adonisjs/lucid/types/model'`,
    `import type { DateTime } from 'luxon'`,
    ...imports.filter((line) => !/ from '(luxon|@adonisjs\/lucid.*)'$/.test(line)),
    own,
    `${docsOf(model)}export default interface ${name} extends LucidRow {`,
    body,
    '}',
  ].join('\n')
}

function isItsOwn(property: Symbol): boolean {
  const declarations = property.getDeclarations()
  const isPublic = declarations.every(
    (declaration) =>
      !Node.isModifierable(declaration) ||
      !['private', 'protected'].some((word) =>
        declaration.getModifiers().some((one) => one.getText() === word)
      )
  )
  const name = property.getName()
  return isPublic && /^[a-z]\w*$/i.test(name) && !COMPOSED.has(name) && !isOverride(property)
}

/** What overrides something of Lucid's is told there. */
function isOverride(property: Symbol): boolean {
  return property
    .getDeclarations()
    .some(
      (declaration) =>
        OF_LUCID.test(declaration.getSourceFile().getFilePath()) ||
        (Node.isOverrideable(declaration) && declaration.hasOverrideKeyword())
    )
}

function memberOf(property: Symbol, model: ClassDeclaration): string[] {
  const [declaration] = property.getDeclarations()
  const type = property
    .getTypeAtLocation(model)
    .getText(
      model,
      TypeFormatFlags.NoTruncation | TypeFormatFlags.UseSingleQuotesForStringLiteralType
    )
  const text = withoutPaths(type, model.getSourceFile().getFilePath())
  if (text === null || !declaration) return []
  const isReadOnly =
    Node.isGetAccessorDeclaration(declaration) &&
    !property.getDeclarations().some(Node.isSetAccessorDeclaration)
  return [`${docsOf(declaration)}  ${isReadOnly ? 'readonly ' : ''}${property.getName()}: ${text}`]
}

/**
 * Types are written out with the paths of the files that they are of: those of luxon are imported,
 * those of the application are found from the model. Null for others, such as relations of Lucid's.
 */
function withoutPaths(type: string, from: string): string | null {
  const text = type.replaceAll(
    /import\("([^"]+)"\)\.(\w+)/g,
    (whole, path: string, name: string) => {
      if (path === 'luxon' || path.includes('/luxon/')) return name
      if (path.startsWith('#')) return `import('${path}').${name}`
      if (path.includes('/node_modules/')) return whole
      /* A file of the same folder is named from there. */
      const to = path.startsWith('.')
        ? path.replace(/\.js$/, '')
        : relative(dirname(from), path).replaceAll('\\', '/')
      return `import('${to.startsWith('.') ? to : `./${to}`}.js').${name}`
    }
  )
  return text.includes('/node_modules/') || text.includes('typeof ') ? null : text
}

function docsOf(declaration: Node): string {
  if (!Node.isJSDocable(declaration)) return ''
  return declaration
    .getJsDocs()
    .map((docs) => `${docs.getText()}\n`)
    .join('')
}
