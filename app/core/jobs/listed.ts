import sweepFiles from '#core/files/sweep'
import forgetAnswers from '#core/jobs/forget_answers'
import forgetEvents from '#core/jobs/forget_events'
import type { AnyJob } from '#core/jobs/registry'
import zones from '#core/jobs/schedules'
import sendMail from '#core/jobs/send_mail'
import { sendPluginMail } from '#core/plugins/delivery/mail'
import { installedPlugins } from '#core/plugins/installed'
import { upgradePlugin } from '#core/plugins/lifecycle/upgrades'
import { deliverMessage, messageJobs, releaseMessages } from '#core/plugins/messages'
import { forgetProcesses, processJobs, resumeProcesses } from '#core/plugins/processes/jobs'
import { pluginJobs } from '#core/plugins/plugin_jobs'

/** Every job there is: those of core are named here, those of modules in their manifests. */
export function listedJobs(): readonly AnyJob[] {
  return [
    sendMail,
    sendPluginMail,
    deliverMessage,
    upgradePlugin,
    releaseMessages,
    forgetAnswers,
    forgetEvents,
    forgetProcesses,
    resumeProcesses,
    zones,
    sweepFiles,
    ...installedPlugins().flatMap(({ enqueues = [] }) => enqueues),
    ...pluginJobs(),
    ...messageJobs(),
    ...processJobs(),
  ]
}
