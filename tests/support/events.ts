import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { installedCode } from '#core/plugins/installed'
import { publish } from '#core/plugins/messages'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Company } from '#tests/support/personas'

/**
 * Lets an event happen in an organization, as if its plugin had announced it, which need not be
 * installed. Listeners hear of it in `runJobs()`.
 */
export async function announce(company: Company, name: string, payload: object): Promise<void> {
  await UnitOfWork.run(forOrganization(company.id), async () => {
    await installedCode()
    await publish(await currentPlugins(), [{ name, payload }])
  })
}
