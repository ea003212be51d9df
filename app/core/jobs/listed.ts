import forgetAnswers from '#core/jobs/forget_answers'
import forgetEvents from '#core/jobs/forget_events'
import type { AnyJob } from '#core/jobs/registry'
import sendMail from '#core/jobs/send_mail'
import { installedPlugins } from '#core/plugins/installed'
import { upgradePlugin } from '#core/plugins/lifecycle/upgrades'
import { deliverMessage } from '#core/plugins/messages'
import { pluginJobs } from '#core/plugins/plugin_jobs'

/** Every job there is: those of core are named here, those of modules in their manifests. */
export function listedJobs(): readonly AnyJob[] {
  return [
    sendMail,
    deliverMessage,
    upgradePlugin,
    forgetAnswers,
    forgetEvents,
    ...installedPlugins().flatMap(({ enqueues = [] }) => enqueues),
    ...pluginJobs(),
  ]
}
