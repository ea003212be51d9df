import { deliverMessage } from '#core/plugins/messages'
import { pluginJobs } from '#core/plugins/plugin_jobs'
import type { Job } from '#core/jobs/define_job'
import forgetAnswers from '#core/jobs/forget_answers'
import forgetEvents from '#core/jobs/forget_events'
import sendMail from '#core/jobs/send_mail'
import workImport from '#plugins/imports/jobs/run_import'

/** Any job, by what all of them have. */
export type AnyJob = Job<object>

/** The jobs that workers of this process know. */
export class JobRegistry {
  readonly #added = new Map<string, AnyJob>()

  /** @param listed asked late, since the handlers of jobs enqueue jobs themselves */
  constructor(private readonly listed: () => readonly AnyJob[]) {}

  /**
   * Adds further jobs, before workers start.
   *
   * @throws when there is one of that name already
   */
  add(...jobs: readonly AnyJob[]): void {
    for (const job of jobs) {
      const known = this.find(job.name)
      if (known === job) continue
      if (known) throw new Error(`There are two jobs of the name ${job.name}`)
      this.#added.set(job.name, job)
    }
  }

  all(): readonly AnyJob[] {
    return [...this.listed(), ...this.#added.values()]
  }

  find(name: string): AnyJob | undefined {
    return this.all().find((job) => job.name === name)
  }
}

/** Every job of the house is listed here, and only here; plugins list theirs in their manifests. */
export const jobs = new JobRegistry(() => [
  sendMail,
  deliverMessage,
  workImport,
  forgetAnswers,
  forgetEvents,
  ...pluginJobs(),
])
