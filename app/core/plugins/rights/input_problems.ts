import type { Plugin } from '#core/plugins/api'

/** What is wrong with a plugin's input of commands, in sentences. @param plugins whose commands there are */
export function inputProblems({ id, inputs = {} }: Plugin, plugins: readonly Plugin[]): string[] {
  const resources = plugins.flatMap((plugin) => plugin.resources ?? [])
  const isOne =
    (name: string) =>
    ({ noun, commands }: (typeof resources)[number]) =>
      commands.some((command) => `${noun}:${command}` === name)
  const comesAbout = (name: string) =>
    resources.some(({ noun, emits }) => emits.some((outcome) => `${noun}:${outcome}` === name))
  return Object.entries(inputs).flatMap(([name, schema]) => {
    if (!resources.some(isOne(name))) {
      const why = comesAbout(name) ? ': it comes about by a change, or later, and takes none' : ''
      return [`"${id}" takes input of "${name}", which is no command${why}`]
    }
    if (typeof Object(schema).getProperties !== 'function') {
      return [`"${id}" takes input of "${name}" whose schema is no object of Vine`]
    }
    return isReadable(schema)
      ? []
      : [
          `"${id}" takes input of "${name}" whose schema holds what is no rule of Vine, such as a pair of "create" and "update"`,
        ]
  })
}

/** Whether every call can be read by it: Vine copies a schema with all that it holds. */
function isReadable(schema: object): boolean {
  try {
    return typeof Object(schema).clone() === 'object'
  } catch {
    return false
  }
}
