import { type Batch, type Nothing, type Ready, nextBatch } from '#plugins/webhooks/delivery/batch'
import { FilterFailure } from '#plugins/webhooks/delivery/filter_failure'
import {
  type Lease,
  type Place,
  inUnit,
  releaseLease,
  takeLease,
} from '#plugins/webhooks/delivery/lease'
import { outcomeOf } from '#plugins/webhooks/delivery/outcome'
import { recordAttempt, recordFailure, recordRecovery } from '#plugins/webhooks/delivery/record'
import { send } from '#plugins/webhooks/delivery/send'
import Webhook from '#plugins/webhooks/models/webhook'
import type { DisablingReason, PausingReason } from '#plugins/webhooks/models/webhook/reasons'

/** Requests in flight of one webhook. */
const IN_FLIGHT = 4

/** Milliseconds after which no more of a batch is begun: what was begun ends within the lease. */
const BATCH_MS = 10_000

/** Milliseconds after which others have their turn. */
const RUN_MS = 20_000

/** Failures in a row after which a receiver is left alone until the next run. */
const MAX_FAILURES = IN_FLIGHT

/** Days of nothing but failure after which a webhook is disabled. */
const HOPELESS_DAYS = 3

/**
 * Sends what a webhook has to send, as far as it is due, in the order of each subject. Nothing happens
 * where another process does.
 */
export async function runWebhook(place: Place, signal: AbortSignal): Promise<void> {
  const lease = await takeLease(place)
  if (lease === null) return
  try {
    await new Run(lease, signal).work()
  } finally {
    await releaseLease(lease)
  }
}

class Run {
  readonly #lease: Lease
  readonly #signal: AbortSignal
  readonly #until = Date.now() + RUN_MS
  #failures = 0
  #isFailing = false
  #isOver = false

  constructor(lease: Lease, signal: AbortSignal) {
    this.#lease = lease
    this.#signal = signal
  }

  async work(): Promise<void> {
    while (!this.#hasEnded && Date.now() < this.#until) {
      const batch = await this.#next()
      if (isNothing(batch)) return this.#pause(batch.pausedFor)
      this.#isFailing = batch.failingSince !== null
      await this.#sendAll(batch)
      if (!batch.hasMore && batch.ready.length === 0) return
    }
  }

  async #next(): Promise<Batch | Nothing> {
    try {
      return await inUnit(this.#lease, () => nextBatch(this.#lease))
    } catch (error) {
      if (error instanceof FilterFailure) return { pausedFor: error.reason }
      throw error
    }
  }

  get #hasEnded(): boolean {
    return this.#signal.aborted || this.#isOver || this.#failures >= MAX_FAILURES
  }

  /** A few subjects at once, each in order. */
  async #sendAll(batch: Batch): Promise<void> {
    const subjects = [...Map.groupBy(batch.ready, ({ subject }) => subject).values()]
    const until = Date.now() + BATCH_MS
    const work = async () => {
      for (let next = subjects.shift(); next; next = subjects.shift()) {
        await this.#sendInOrder(batch, next, until)
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  }

  async #sendInOrder(batch: Batch, ready: readonly Ready[], until: number): Promise<void> {
    for (const delivery of ready) {
      if (this.#hasEnded || Date.now() >= until) return
      const isSettled = await this.#send(batch, delivery)
      if (!isSettled) return
    }
  }

  /** @returns whether what is behind it may be sent */
  async #send(batch: Batch, delivery: Ready): Promise<boolean> {
    const { webhookId } = this.#lease
    const attempt = await send(batch, delivery)
    const outcome = outcomeOf(attempt.result, delivery.attempt)
    const isDelivered = outcome.state === 'delivered'
    const isHopeless = await inUnit(this.#lease, async () => {
      await recordAttempt(delivery, attempt, outcome)
      if (!isDelivered) return recordFailure(webhookId, outcome.busyFor, HOPELESS_DAYS)
      if (this.#isFailing) await recordRecovery(webhookId)
      return false
    })
    this.#failures = isDelivered ? 0 : this.#failures + 1
    this.#isFailing = !isDelivered
    if (outcome.busyFor !== null) this.#isOver = true
    if (outcome.isGone) await this.#disable('gone')
    else if (isHopeless) await this.#disable('failing')
    return outcome.state !== 'pending'
  }

  async #pause(reason: PausingReason | null): Promise<void> {
    if (reason === null) return
    await this.#change((webhook) => webhook.pause(reason))
  }

  async #disable(reason: DisablingReason): Promise<void> {
    this.#isOver = true
    await this.#change((webhook) => webhook.disable(reason))
  }

  #change(work: (webhook: Webhook) => Promise<void>): Promise<void> {
    return inUnit(this.#lease, async () => {
      const webhook = await Webhook.findForUpdate(this.#lease.webhookId)
      if (webhook) await work(webhook)
    })
  }
}

function isNothing(batch: Batch | Nothing): batch is Nothing {
  return 'pausedFor' in batch
}
