import { CronExpressionParser } from 'cron-parser'
import type { Plugin } from '#core/plugins/api'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const EVENT = /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const DAY = 86_400

/** What keeps the jobs of a plugin from being worked, each in a sentence that names the plugin. */
export function jobProblems({ id, jobs = {}, enqueues = [] }: Plugin): string[] {
  const own = Object.entries(jobs).flatMap(([name, { every, zone, handle, ...bounds }]) => [
    ...(NAME.test(name) ? [] : [`"${id}" has a job "${name}", whose name is not kebab-case`]),
    ...(typeof handle === 'function' ? [] : [`"${id}" has a job "${name}" without a function`]),
    ...(zone === undefined || every !== undefined
      ? []
      : [`"${id}" has a job "${name}" with a zone, but without a schedule`]),
    ...boundProblems(`"${id}" has a job "${name}"`, every, bounds),
  ])
  const declared = enqueues.flatMap(({ name, every, retry, timeout }) =>
    boundProblems(`"${id}" has a job "${name}"`, every ?? undefined, {
      retries: retry.limit,
      timeout,
    })
  )
  return [...own, ...declared]
}

/** What keeps a listener from being told, in sentences. @param name what it listens to */
export function listenerProblems(id: string, name: string, listener: unknown): string[] {
  if (typeof listener === 'function') return []
  const { handle, retries, timeout, optional } = Object(listener)
  const its = `"${id}" has a listener to "${name}"`
  return [
    ...(typeof handle === 'function' ? [] : [`${its} that is no function, and has none`]),
    ...(optional === undefined || optional === true
      ? []
      : [`${its} whose optional is neither true nor left out`]),
    ...(optional !== true || EVENT.test(name)
      ? []
      : [`${its}, which is optional, but not the name of an event such as "tasks:due"`]),
    ...boundProblems(its, undefined, { retries, timeout }),
  ]
}

/** @param who which job or listener of which plugin */
function boundProblems(
  who: string,
  every: unknown,
  { retries = 0, timeout = 1 }: { readonly retries?: unknown; readonly timeout?: unknown }
): string[] {
  return [
    ...(every === undefined || isCron(every)
      ? []
      : [`${who} that is due "${String(every)}", which is no cron expression`]),
    ...(isBetween(retries, 0, 100)
      ? []
      : [`${who} that is tried again ${String(retries)} times: from 0 to 100`]),
    ...(isBetween(timeout, 1, DAY)
      ? []
      : [`${who} that may take ${String(timeout)} seconds: from 1 to ${DAY}`]),
  ]
}

/** Five fields that mean something to the parser of pg-boss, as it asks it. */
function isCron(every: unknown): boolean {
  if (typeof every !== 'string' || every.trim().split(/\s+/).length !== 5) return false
  try {
    CronExpressionParser.parse(every, { tz: 'UTC', strict: false })
    return true
  } catch {
    return false
  }
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
