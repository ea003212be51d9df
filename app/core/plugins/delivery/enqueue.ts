import { enqueue } from '#core/jobs/enqueue'
import type { Plugin } from '#core/plugins/api'
import { readJobInput } from '#core/plugins/delivery/job_input'
import type { JobOptions } from '#core/plugins/delivery/types'
import { pluginJobs } from '#core/plugins/plugin_jobs'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Enqueues a job of a plugin's own in the running unit of an organization, on whose behalf it is done.
 *
 * @param name the whole name: `reminders:send`
 * @throws when the plugin has no such job, or its schema refuses the input
 */
export async function enqueuePluginJob(
  { id, jobs = {} }: Plugin,
  name: string,
  input: unknown,
  { after }: JobOptions = {}
): Promise<string> {
  const job = pluginJobs().find((other) => other.name === name)
  const definition = name.startsWith(`${id}:`) ? jobs[name.slice(id.length + 1)] : undefined
  if (!job || !definition) throw new Error(`"${id}" enqueues "${name}", which is no job of its own`)
  const { refusal } = await readJobInput(definition, input)
  if (refusal !== null) throw new Error(`"${id}" enqueues "${name}" with another input: ${refusal}`)
  const { organizationId, cause } = UnitOfWork.get()
  if (organizationId === null) throw new Error('Plugins act within an organization')
  const options = after === undefined ? {} : { after }
  return enqueue(job, { organizationId, input, cause }, options)
}
