import type { Project, SourceFile } from 'ts-morph'
import { importsFor } from './imports.js'

/** The module whose registries all others add to. */
const KIT = `'#core/plugins/api'`

/** What modules add to one registry, and what they import for it. */
interface Added {
  readonly members: readonly string[]
  readonly imports: readonly string[]
}

/** Everything that modules add to the registries of the kit, by registry. */
export function addedToRegistries(project: Project): ReadonlyMap<string, Added> {
  const added = new Map<string, Added>()
  for (const file of project.getSourceFiles().sort(byPath)) {
    for (const registry of file.getModule(KIT)?.getInterfaces() ?? []) {
      const { members, imports } = added.get(registry.getName()) ?? { members: [], imports: [] }
      added.set(registry.getName(), {
        members: [...members, ...registry.getMembers().map((member) => member.getFullText())],
        imports: [...imports, ...importsFor(registry.getText(), file)],
      })
    }
  }
  return added
}

const byPath = (one: SourceFile, other: SourceFile) =>
  one.getFilePath().localeCompare(other.getFilePath(), 'en')

/** The declarations of the kit with its registries filled. */
export function withRegistries(text: string, added: ReadonlyMap<string, Added>): string {
  let filled = text
  const imports = new Set<string>()
  for (const [name, { members, imports: needed }] of added) {
    filled = filled.replace(
      new RegExp(`export interface ${name} \\{\\s*\\}`),
      () => `export interface ${name} {\n${members.join('\n')}\n}`
    )
    for (const one of needed) imports.add(one)
  }
  return `${[...imports].join('\n')}\n${filled}`
}
