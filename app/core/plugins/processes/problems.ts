import type { Plugin, Step } from '#core/plugins/api'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const HOUR = 3_600
const MAX_RETRIES = 100

/** What keeps the processes of a plugin from being worked, each in a sentence that names the plugin. */
export function processProblems({ id, processes = {} }: Plugin): string[] {
  return Object.entries(processes).flatMap(([name, { steps = [] }]) => {
    const who = `"${id}" has a process "${name}"`
    const names = steps.map((step) => step.name)
    const twice = names.filter((step, index) => names.indexOf(step) !== index)
    return [
      ...(NAME.test(name) ? [] : [`${who}, whose name is not kebab-case`]),
      ...(steps.length > 0 ? [] : [`${who} without steps`]),
      ...twice.map((step) => `${who} with two steps "${step}"`),
      ...steps.flatMap((step) => stepProblems(who, step)),
    ]
  })
}

function stepProblems(who: string, { name, run, compensate, retries = 0, timeout = 1 }: Step) {
  const isFunction =
    typeof run === 'function' && ['function', 'undefined'].includes(typeof compensate)
  return [
    ...(NAME.test(name) ? [] : [`${who} with a step "${name}", whose name is not kebab-case`]),
    ...(isFunction ? [] : [`${who} whose step "${name}" is no function`]),
    ...(isBetween(retries, 0, MAX_RETRIES)
      ? []
      : [`${who} whose step "${name}" is tried again ${retries} times: from 0 to ${MAX_RETRIES}`]),
    ...(isBetween(timeout, 1, HOUR)
      ? []
      : [`${who} whose step "${name}" may take ${timeout} seconds: from 1 to ${HOUR}`]),
  ]
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
