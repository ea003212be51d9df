/** What a handler is told about the job that it works. */
export interface JobContext {
  /**
   * The same at every attempt, also when a dead letter is sent again. A job is
   * worked at least once: where a second time would show, this is what tells.
   */
  readonly messageId: string
  /** 1 at the first attempt. */
  readonly attempt: number
  /** Whether it is a dead letter when this attempt fails, however often its job would be tried by now. */
  readonly isLastAttempt: boolean
  /** Aborted when the attempt takes too long, and when the process has to end. */
  readonly signal: AbortSignal
  /**
   * Says how far the attempt is, for people: on the page of jobs at once, also from inside of a
   * transaction. At most one a second is written.
   */
  progress(done: number, total?: number, note?: string): Promise<void>
}

/** When a job that failed is tried again. */
export interface Retry {
  /** How often it is tried again before it is a dead letter. */
  readonly limit: number
  /** Seconds before the first time. */
  readonly delay: number
  /** Whether each further delay is twice the one before, with some chance in it. */
  readonly backoff: boolean
}

/** Any schedule is for a job that needs no payload. */
type Cron<P> = Record<never, never> extends P ? string : never

export interface JobDefinition<P extends object> {
  /** The noun, a colon, the verb: `mail:send`. Names never change meaning: jobs outlive a release. */
  readonly name: string
  /**
   * `transaction` runs the handler in a unit of work: the organization's that
   * `payload.organizationId` names, otherwise the system's. `none` is for what
   * waits for another user, such as a mail server, and must not keep a
   * transaction open meanwhile.
   */
  readonly unit?: 'transaction' | 'none'
  readonly retry?: Partial<Retry>
  /** A cron expression, in UTC. However many processes there are, it is due once. */
  readonly every?: Cron<P>
  /**
   * Runs it in each worker for as long as that lives, without a queue: for what is due at moments that
   * no one can enqueue. It runs in many processes at once, ends within seconds when its signal is
   * aborted, and is started anew, so many milliseconds later, when it ends before.
   */
  readonly continuous?: { readonly pause: number }
  /** Reads `every` by the clock of each time zone that an organization has; the payload names the `zone`. */
  readonly zoned?: boolean
  /** How many of them one process works at the same time. */
  readonly concurrency?: number
  /** Whose job it is, where one process works one of each at a time, so that nobody's jobs hold up all others. */
  group?(payload: P): string
  /** Seconds after which an attempt has failed. */
  readonly timeout?: number
  /**
   * What people may know of a payload when its job has failed: names and ids,
   * and nothing that it holds.
   */
  about?(payload: P): string
  /** The payload is JSON: dates arrive as text. */
  handle(payload: P, context: JobContext): Promise<void>
}

/** Something that is done after the commit of the user who asked for it, by a worker. */
export interface Job<P extends object> {
  readonly name: string
  /** What it is called by pg-boss, which knows no colons. */
  readonly queue: string
  readonly unit: 'transaction' | 'none'
  readonly retry: Retry
  readonly every: string | null
  /** Milliseconds after which what runs in each worker is started anew; null for what has a queue. */
  readonly pause: number | null
  readonly zoned: boolean
  readonly concurrency: number
  readonly isGrouped: boolean
  readonly timeout: number
  group(payload: P): string | null
  about(payload: P): string
  handle(payload: P, context: JobContext): Promise<void>
}

const NAME = /^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)+$/

/** With these a job is tried for a little more than an hour. */
const RETRY: Retry = { limit: 8, delay: 15, backoff: true }

/**
 * Declares a job. The type of its payload is the one that its handler takes.
 *
 * @throws when the name is not one
 */
export function defineJob<P extends object>(definition: JobDefinition<P>): Job<P> {
  const { name } = definition
  if (!NAME.test(name)) throw new Error(`"${name}" is not the name of a job, such as "mail:send"`)
  return {
    name,
    queue: name.replaceAll(':', '/'),
    unit: definition.unit ?? 'transaction',
    retry: { ...RETRY, ...definition.retry },
    every: definition.every ?? null,
    pause: definition.continuous?.pause ?? null,
    zoned: definition.zoned ?? false,
    concurrency: definition.concurrency ?? 1,
    isGrouped: definition.group !== undefined,
    group: (payload) => definition.group?.(payload) ?? null,
    timeout: definition.timeout ?? 300,
    about: (payload) => definition.about?.(payload) ?? '',
    handle: (payload, context) => definition.handle(payload, context),
  }
}
