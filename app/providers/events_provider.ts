import logger from '@adonisjs/core/services/logger'
import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Finds out, before anything is written, whether the database has come to another server, whose
 * transactions are counted anew; and lets those go who wait for events when the process ends.
 */
export default class EventsProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.inTest || this.app.getMode() === 'warmup') return
    const { keepEpoch } = await import('#core/events/epoch')
    await keepEpoch().catch((error: unknown) => {
      logger.warn({ err: error }, 'whether the database has come to another server is unknown')
    })
  }

  /** Registered last, it runs first: the server ends its connections only when all is answered. */
  async ready() {
    const { eventWatcher } = await import('#core/events/watcher')
    this.app.terminating(() => eventWatcher.close())
  }
}
