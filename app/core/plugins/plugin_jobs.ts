import type { Initiator } from '#core/access/job_identity'
import { type Job, defineJob } from '#core/jobs/define_job'
import { enqueueAll } from '#core/jobs/enqueue'
import type { Plugin, PluginJob } from '#core/plugins/api'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import { areOnSql, needsJson } from '#core/plugins/where_on'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** What a job of a plugin is enqueued with. */
export interface Due {
  /** Absent when a schedule asks for it, which is for every organization. */
  readonly organizationId?: string
  /** The time zone of the schedule, whose organizations it is for. */
  readonly zone?: string
  readonly input?: unknown
  /** Whose action enqueued it. */
  readonly cause?: Initiator | null
}

/** Other systems are waited for without a connection, so that there is room for several organizations. */
const AT_ONCE = 4
/** Each holds a connection. */
const TRANSACTIONS_AT_ONCE = 2

let known: { readonly generation: number; readonly jobs: readonly Job<Due>[] } | undefined

/** The jobs of all plugins that are installed. The same ones until the list is another. */
export function pluginJobs(): readonly Job<Due>[] {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    known = { generation, jobs: installedPlugins().flatMap(jobsOfPlugin) }
  }
  return known.jobs
}

/** The jobs of a plugin as workers know them: `loyalty:expire`, in every organization where it is on. */
function jobsOfPlugin(plugin: Plugin): Job<Due>[] {
  return Object.entries(plugin.jobs ?? {}).map(([name, job]) => jobOf(plugin, name, job))
}

function jobOf(plugin: Plugin, name: string, definition: PluginJob): Job<Due> {
  const { every, zone = 'organization', retries, timeout, transaction = false } = definition
  const job: Job<Due> = defineJob<Due>({
    name: `${plugin.id}:${name}`,
    unit: transaction ? 'transaction' : 'none',
    ...(every !== undefined && { every, zoned: zone === 'organization' }),
    ...(retries !== undefined && { retry: { limit: retries } }),
    ...(timeout !== undefined && { timeout }),
    /* One organization that takes long holds up no other. */
    concurrency: transaction ? TRANSACTIONS_AT_ONCE : AT_ONCE,
    group: ({ organizationId }) => organizationId ?? 'all',
    async handle({ organizationId, ...due }, run) {
      if (organizationId === undefined) return forEach(plugin, job, due)
      const { runPluginJob } = await import('#core/plugins/delivery/run_job')
      await runPluginJob(plugin, definition, { ...due, organizationId }, run)
    },
  })
  return job
}

/** Enqueues it for each organization that the schedule is for. */
async function forEach(plugin: Plugin, job: Job<Due>, { zone }: Due): Promise<void> {
  const enqueue = async () => {
    const ids = await organizationsWith(plugin, zone)
    await enqueueAll(
      job,
      ids.map((organizationId) => ({ organizationId }))
    )
  }
  await (UnitOfWork.current() ? enqueue() : UnitOfWork.run(asSystem, enqueue))
}

/**
 * The ids of the organizations where it is on. In a unit of the system.
 *
 * @param zone narrows them to those of one time zone
 */
async function organizationsWith(plugin: Plugin, zone: string | undefined): Promise<string[]> {
  const { rows } = await UnitOfWork.get().query<{ id: string }>(
    `SELECT o.id FROM organizations o
     WHERE o.is_active AND ${areOnSql('o.id', '$1::jsonb')}
       AND ($2::text IS NULL OR o.time_zone = $2)
     ORDER BY o.id`,
    [needsJson(plugin), zone ?? null]
  )
  return rows.map(({ id }) => id)
}
