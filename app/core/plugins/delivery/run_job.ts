import type { JobContext } from '#core/jobs/define_job'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import type { Plugin, PluginJob } from '#core/plugins/api'
import { readJobInput } from '#core/plugins/delivery/job_input'
import { transactionContext, workContext } from '#core/plugins/delivery/work_context'
import type { Due } from '#core/plugins/plugin_jobs'

/** One attempt at a job of a plugin, in one organization; silent where the plugin is off by now. */
export async function runPluginJob(
  plugin: Plugin,
  job: PluginJob,
  { organizationId, input, cause = null }: Due & { readonly organizationId: string },
  { messageId, attempt, signal, progress }: JobContext
): Promise<void> {
  const context = job.transaction
    ? await transactionContext(plugin, cause)
    : await workContext(organizationId, plugin, cause)
  if (context === null) return
  const { value, refusal } = await readJobInput(job, input)
  if (refusal !== null) throw new PermanentFailure(`Its input is not what it takes: ${refusal}`)
  await job.handle(context, value, { messageId, attempt, signal, progress })
}
