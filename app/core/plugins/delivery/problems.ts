import type { Plugin } from '#core/plugins/api'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const DAY = 86_400

/** What keeps the jobs of a plugin from being worked, each in a sentence that names the plugin. */
export function jobProblems({ id, jobs = {} }: Plugin): string[] {
  return Object.entries(jobs).flatMap(
    ([name, { every, zone, retries = 0, timeout = 1, handle }]) => [
      ...(NAME.test(name) ? [] : [`"${id}" has a job "${name}", whose name is not kebab-case`]),
      ...(typeof handle === 'function' ? [] : [`"${id}" has a job "${name}" without a function`]),
      ...(every === undefined || isCron(every)
        ? []
        : [`"${id}" has a job "${name}" that is due "${every}", which is no cron expression`]),
      ...(zone === undefined || every !== undefined
        ? []
        : [`"${id}" has a job "${name}" with a zone, but without a schedule`]),
      ...triedProblems(`"${id}" has a job "${name}"`, retries, timeout),
    ]
  )
}

/** What keeps a listener from being told, in sentences. @param name what it listens to */
export function listenerProblems(id: string, name: string, listener: unknown): string[] {
  if (typeof listener === 'function') return []
  const { handle, retries = 0, timeout = 1 } = Object(listener)
  const its = `"${id}" has a listener to "${name}"`
  return [
    ...(typeof handle === 'function' ? [] : [`${its} that is no function, and has none`]),
    ...triedProblems(its, retries, timeout),
  ]
}

/** Five fields, as far as their form goes; pg-boss reads what they mean. */
function isCron(every: unknown): boolean {
  return typeof every === 'string' && /^[\w*,/?#-]+( [\w*,/?#-]+){4}$/.test(every.trim())
}

function triedProblems(its: string, retries: unknown, timeout: unknown): string[] {
  return [
    ...(isBetween(retries, 0, 100)
      ? []
      : [`${its} that is tried again ${String(retries)} times: from 0 to 100`]),
    ...(isBetween(timeout, 1, DAY)
      ? []
      : [`${its} that may take ${String(timeout)} seconds: from 1 to ${DAY}`]),
  ]
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
