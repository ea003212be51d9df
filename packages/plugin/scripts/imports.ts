import type { SourceFile } from 'ts-morph'

/** The imports of a file that a text with names of types needs, each as a line of its own. */
export function importsFor(text: string, file: SourceFile): string[] {
  const names = typesIn(text)
  return file.getImportDeclarations().flatMap((declaration) => {
    const from = declaration.getModuleSpecifierValue()
    const local = declaration.getDefaultImport()?.getText()
    const named = declaration.getNamedImports().filter((one) => names.has(one.getName()))
    return [
      ...(local !== undefined && names.has(local) ? [`import type ${local} from '${from}'`] : []),
      ...named.map((one) => `import type { ${one.getName()} } from '${from}'`),
    ]
  })
}

/** The types of a file's own that a text needs, with those that they need. */
export function ownTypesFor(text: string, file: SourceFile): string {
  const types = [...file.getInterfaces(), ...file.getTypeAliases()]
  let needed = ''
  for (;;) {
    const names = typesIn(`${text}${needed}`)
    const found = types
      .filter((type) => names.has(type.getName()))
      .map((type) => type.getText())
      .join('\n')
    if (found === needed) return needed
    needed = found
  }
}

const typesIn = (text: string) => new Set(text.match(/\b[A-Z]\w*/g))
