import logger from '@adonisjs/core/services/logger'
import type { ApplicationService } from '@adonisjs/core/types'
import { jobs } from '#core/jobs/registry'
import { shutdownHooks } from '#core/jobs/shutdown_hooks'
import type { Worker } from '#core/jobs/worker'
import env from '#start/env'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    'jobs.worker': Worker
  }
}

/**
 * Works jobs beside the requests of a web process, and lets go of the database
 * before its provider does.
 */
export default class JobsProvider {
  #worker?: Worker

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton('jobs.worker', async () => {
      const { Worker: JobWorker } = await import('#core/jobs/worker')
      this.#worker = new JobWorker({ listen: env.get('WORKERS') !== 'polling' })
      return this.#worker
    })
  }

  async start() {
    const { listedJobs } = await import('#core/jobs/listed')
    jobs.list(listedJobs)
  }

  /** The first requests do not wait for any of it. */
  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.getMode() === 'warmup') return
    this.#open().catch((error: unknown) => {
      logger.error({ err: error }, 'jobs are not worked here')
    })
  }

  async shutdown() {
    await this.#worker?.stop()
    for (const close of shutdownHooks) await close()
  }

  async #open() {
    if (env.get('WORKERS') === 'off') {
      const { producer } = await import('#core/jobs/boss')
      return producer.open()
    }
    const worker = await this.app.container.make('jobs.worker')
    return worker.start()
  }
}
