import { deliverMessage } from '#plugins/runtime/messages'
import type { Job } from '#jobs/define_job'
import sendMail from '#jobs/send_mail'

/** Any job, by what all of them have. */
export type AnyJob = Job<object>

/** The jobs that workers of this process know. */
export class JobRegistry {
  readonly #added = new Map<string, AnyJob>()

  /** @param core the jobs of the house; asked late, since their handlers enqueue jobs themselves */
  constructor(private readonly core: () => readonly AnyJob[]) {}

  /**
   * Adds the jobs of a plugin, before workers start.
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
    return [...this.core(), ...this.#added.values()]
  }

  find(name: string): AnyJob | undefined {
    return this.all().find((job) => job.name === name)
  }
}

/** Every job of the house is listed here, and only here. */
export const jobs = new JobRegistry(() => [sendMail, deliverMessage])
