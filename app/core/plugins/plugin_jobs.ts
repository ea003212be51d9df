import { type Job, defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import type { Plugin, PluginJob } from '#core/plugins/api'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import { isOnSql, onWith } from '#core/plugins/where_on'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Due {
  /** Absent when the schedule asks for it, which is for every organization. */
  readonly organizationId?: string
}

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

function jobOf(plugin: Plugin, name: string, { every, handle }: PluginJob): Job<Due> {
  const job: Job<Due> = defineJob<Due>({
    name: `${plugin.id}:${name}`,
    ...(every !== undefined && { every }),
    /* Each holds a connection. One organization that takes long holds up no other. */
    concurrency: 2,
    group: ({ organizationId }) => organizationId ?? 'all',
    async handle({ organizationId }) {
      if (organizationId === undefined) {
        for (const id of await organizationsWith(plugin)) await enqueue(job, { organizationId: id })
        return
      }
      const here = await currentPlugins()
      if (here.has(plugin.id)) await handle(contextOf(here, plugin))
    },
  })
  return job
}

/** The ids of the organizations where it is on. In a unit of the system. */
async function organizationsWith(plugin: Plugin): Promise<string[]> {
  const { rows } = await UnitOfWork.get().query<{ id: string }>(
    `SELECT o.id FROM organizations o WHERE o.is_active AND ${isOnSql('$1', '$2')} ORDER BY o.id`,
    [...onWith(plugin)]
  )
  return rows.map(({ id }) => id)
}
