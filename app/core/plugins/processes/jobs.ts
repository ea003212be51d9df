import { type Job, defineJob } from '#core/jobs/define_job'
import type { Plugin } from '#core/plugins/api'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A step that is due, or is to be undone. */
export interface DueStep {
  readonly organizationId: string
  readonly plugin: string
  readonly processId: string
  readonly position: number
  readonly isUndo: boolean
  readonly name: string
}

/** How many steps of one plugin a process works at once, each of another organization. */
const AT_ONCE = 4

/** Days for which one that has ended is shown. */
const KEPT_FOR_DAYS = 90

/** Forgets processes that ended long ago. Those that failed wait for people. */
export const forgetProcesses = defineJob<Record<never, never>>({
  name: 'plugins:forget-processes',
  every: '33 3 * * *',

  async handle() {
    await UnitOfWork.get().query(
      `DELETE FROM process_runs
       WHERE state IN ('done', 'compensated') AND ended_at < now() - make_interval(days => $1)`,
      [KEPT_FOR_DAYS]
    )
  },
})

/** Goes on with processes whose job is gone, such as with a worker that was killed in its last attempt. */
export const resumeProcesses = defineJob<Record<never, never>>({
  name: 'plugins:resume-processes',
  every: '*/5 * * * *',
  unit: 'none',

  async handle(_payload, { signal }) {
    const { resumeLostProcesses } = await import('#core/plugins/processes/lost')
    await resumeLostProcesses(signal)
  },
})

let known:
  { readonly generation: number; readonly jobs: ReadonlyMap<string, Job<DueStep>> } | undefined

/** The jobs that work the steps of each plugin that has processes. The same ones until the list is another. */
export function processJobs(): readonly Job<DueStep>[] {
  return [...jobsById().values()]
}

/** The job that works the steps of a plugin. @throws when it has no processes */
export function processJobOf({ id }: Pick<Plugin, 'id'>): Job<DueStep> {
  const job = jobsById().get(id)
  if (!job) throw new Error(`"${id}" has no processes`)
  return job
}

/** Where the steps of a plugin wait. */
export function stepQueueOf({ id }: Pick<Plugin, 'id'>): string {
  return `${id}/processes/step`
}

function jobsById(): ReadonlyMap<string, Job<DueStep>> {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    const working = installedPlugins().filter(({ processes }) => processes !== undefined)
    known = { generation, jobs: new Map(working.map(({ id }) => [id, stepJob(id)])) }
  }
  return known.jobs
}

function stepJob(id: string): Job<DueStep> {
  return defineJob({
    name: `${id}:processes:step`,
    unit: 'none',
    concurrency: AT_ONCE,
    group: ({ organizationId }) => organizationId,
    about: ({ name, processId }) => `step ${name} of the process ${processId}`,
    async handle(due: DueStep, run) {
      const { workStep } = await import('#core/plugins/processes/work_step')
      await workStep(due, run)
    },
  })
}
