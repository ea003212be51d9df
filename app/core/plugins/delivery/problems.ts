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
      ...(isBetween(retries, 0, 100)
        ? []
        : [`"${id}" has a job "${name}" that is tried again ${retries} times: from 0 to 100`]),
      ...(isBetween(timeout, 1, DAY)
        ? []
        : [`"${id}" has a job "${name}" that may take ${timeout} seconds: from 1 to ${DAY}`]),
    ]
  )
}

/** Five fields, as far as their form goes; pg-boss reads what they mean. */
function isCron(every: unknown): boolean {
  return typeof every === 'string' && /^[\w*,/?#-]+( [\w*,/?#-]+){4}$/.test(every.trim())
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
