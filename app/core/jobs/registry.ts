import type { Job } from '#core/jobs/define_job'

/** Any job, by what all of them have. */
export type AnyJob = Job<object>

/** The jobs that workers of this process know. */
export class JobRegistry {
  readonly #added = new Map<string, AnyJob>()

  /** @param listed asked each time, since plugins may have been installed */
  constructor(private listed: () => readonly AnyJob[] = () => []) {}

  /** Takes its list from elsewhere: the handlers of jobs enqueue jobs, and so stand on this file. */
  list(listed: () => readonly AnyJob[]): void {
    this.listed = listed
  }

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

/** The jobs of this process. `core/jobs/listed.ts` says which they are. */
export const jobs = new JobRegistry()
