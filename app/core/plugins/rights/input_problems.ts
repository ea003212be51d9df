import type { Plugin } from '#core/plugins/api'

const STANDARD = /:(create|update|delete|restore|\*)$/

/** What is wrong with a plugin's input of commands, in sentences. @param changes all that can happen to records */
export function inputProblems({ id, inputs = {} }: Plugin, changes: ReadonlySet<string>): string[] {
  return Object.entries(inputs).flatMap(([name, schema]) => {
    if (!changes.has(name) || STANDARD.test(name)) {
      return [`"${id}" takes input of "${name}", which is no command`]
    }
    if (typeof Object(schema).getProperties === 'function') return []
    return [`"${id}" takes input of "${name}" whose schema is no object of Vine`]
  })
}
