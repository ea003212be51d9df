import type { VineObject } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { WorkContext } from '#core/plugins/delivery/types'

/**
 * What crosses the border of the database, step by step: make something in another system, then mark
 * it here. Inside of the database a transaction is the better tool.
 */
export interface Process<S = unknown, I = unknown> {
  /** What it is started with: `vine.object({ … })`. Checked then. Ids rather than records, and no secrets. */
  readonly input?: VineObject<Record<string, SchemaTypes>, unknown, I, unknown>
  /** In this order, each once the one before has succeeded and its result is kept. */
  readonly steps: readonly Step<S, I>[]
}

/** One thing that is done, and how it is undone. */
export interface Step<S = unknown, I = unknown> {
  /** kebab-case, and the same for as long as a process may be under way. */
  readonly name: string
  /** How often it is tried again, with growing delays, before the process gives up: 5 by default. */
  readonly retries?: number
  /** Seconds after which an attempt has failed: 60 by default, 3 600 at most. */
  readonly timeout?: number
  /**
   * Does it, outside of any transaction. At least once, and with the same `key`: what it does must be
   * the same at a second time.
   *
   * @returns what JSON can hold; kept, and given to the steps after it
   */
  run(context: WorkContext<S>, step: StepRun<I>): unknown
  /**
   * Undoes it when this step, or one after it, has failed at its last attempt. Of the step that failed
   * `results` hold nothing: it may have happened or not, which its `key` finds out.
   */
  compensate?(context: WorkContext<S>, step: StepRun<I>): void | Promise<void>
}

/** What a step is given. */
export interface StepRun<I = unknown> {
  /** What the schema made of what the process was started with. */
  readonly input: I
  /** What the steps before it returned, by their names. */
  readonly results: Readonly<Record<string, unknown>>
  /**
   * The same at every attempt, and another for each step: what another system is asked by, so that it
   * does a thing once (`Idempotency-Key`).
   */
  readonly key: string
  /** 1 at the first attempt. */
  readonly attempt: number
  /** Aborted when the attempt takes too long, and when the worker has to end. */
  readonly signal: AbortSignal
}
