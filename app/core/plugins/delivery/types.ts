import type { VineObject } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { QueryResult, QueryResultRow } from 'pg'
import type {
  EventName,
  Events,
  JobName,
  Jobs,
  LaterContext,
  ProcessName,
  Processes,
} from '#core/plugins/api'

/** Something that is done after the commit of what enqueued it, or on a schedule. */
export interface PluginJob<S = unknown, I = unknown> {
  /**
   * A cron expression of five fields, such as `0 7 * * 1-5`. It is due once, however many processes
   * there are, and in every organization where the plugin is on. What was due while no worker ran is
   * not made up for.
   */
  readonly every?: string
  /**
   * By whose clock `every` is read: of each organization, by default, or `UTC` for all of them at
   * one moment.
   */
  readonly zone?: 'organization' | 'UTC'
  /**
   * What it is enqueued with: `vine.object({ … })`. Checked when it is enqueued and again before it
   * runs, since a job may outlive a release. A job on a schedule is given nothing, which the schema
   * has to take.
   */
  readonly input?: VineObject<Record<string, SchemaTypes>, unknown, I, unknown>
  /** How often it is tried again after a failure before it is a dead letter: 8 by default, with growing delays. */
  readonly retries?: number
  /** Seconds after which an attempt has failed: 300 by default, 86 400 at most. */
  readonly timeout?: number
  /**
   * Runs it in one transaction of the organization, which `query`, models and `enqueue` join. It holds
   * a connection until it ends, so that it waits for no other system: `http` throws in it.
   */
  readonly transaction?: true
  /**
   * Does the work. At least once: a second time must do no harm. A throw has it tried again.
   *
   * @param input what the schema made of it; an empty object without one
   */
  handle(context: WorkContext<S>, input: I, run: JobRun): void | Promise<void>
}

/** What a handler is told about the attempt that it makes. */
export interface JobRun {
  /** The same at every attempt: what another system is asked by, so that it does a thing once. */
  readonly messageId: string
  /** 1 at the first attempt. */
  readonly attempt: number
  /** Aborted when the attempt takes too long, and when the process has to end. */
  readonly signal: AbortSignal
  /**
   * Says how far the work is, for the page of jobs in `/admin`. Seen at once, also in a transaction,
   * and forgotten when the attempt ends. Cheap: at most one a second is written.
   *
   * @param done of `total`, in whatever is counted
   * @param note what is done at this moment, in a few words for people
   */
  progress(done: number, total?: number, note?: string): Promise<void>
}

/** What a plugin may put down for later, in the transaction of the running action. */
export interface Deferring {
  /**
   * Enqueues a job of the plugin's own, which runs when the transaction has committed, and never
   * otherwise. Outside of one it is a transaction of its own.
   *
   * @param job by its whole name, `reminders:send`, as `Jobs` names it
   * @param input what JSON can hold: ids rather than records, and no secrets
   * @param options `after`: not before this moment
   * @returns the message id that the handler is given
   * @throws when it is no job of the plugin's, or its schema refuses the input
   */
  enqueue<K extends JobName>(job: K, input: Jobs[K], options?: JobOptions): Promise<string>
  /**
   * Sends a mail in the layout of the application, when the transaction has committed. Tried again
   * like every job.
   *
   * @throws when the address or the subject cannot be those of a mail
   */
  mail(mail: PluginMail): Promise<string>
  /**
   * Starts a process of the plugin's own, which begins when the transaction has committed, and never
   * otherwise.
   *
   * @param process by its whole name, `sync:push`, as `Processes` names it
   * @returns its id
   * @throws when it is no process of the plugin's, or its schema refuses the input
   */
  start<K extends ProcessName>(process: K, input: Processes[K]): Promise<string>
  /**
   * Announces an event of the plugin's own, of which listeners hear when the transaction has
   * committed, and never otherwise. Outside of one it is a transaction of its own.
   *
   * @param event by its whole name, `visits:due`, as `Events` names it
   * @param payload what JSON can hold, and no secrets
   * @throws when the name does not begin with the plugin's id
   */
  emit<K extends EventName>(event: K, payload: Events[K]): Promise<void>
}

/** What a plugin says to people who have asked for nothing themselves, such as in mails. */
export interface Translating {
  /**
   * Says something in the language of the organization (its `locale`), as the plugin's
   * `lang/<locale>.json` has it; in English where that does not.
   *
   * @param english what varies stands in braces: `The deal {title} was won.`
   * @param values what stands in the braces: `{ title }`
   * @param options `locale`: in that of a document, which stays in its language
   */
  translate(
    english: string,
    values?: Readonly<Record<string, string | number>>,
    options?: { readonly locale: string }
  ): Promise<string>
}

/**
 * Files of the plugin's own in the organization, which no other plugin and no other organization
 * reaches. No transaction holds them: what is written or deleted here stays so when it is rolled back,
 * and is seen by others before it commits.
 */
export interface PluginStorage {
  /**
   * Keeps a file, in the place of one that has the key. Others read it as a whole, or the one before.
   *
   * @param key `invoices/2026-0007.pdf`: letters, digits, `.`, `-` and `_`, in parts separated by
   * slashes; at most 500 characters
   * @param options `contentType`: by the ending of the key by default
   * @throws 413 when it is larger than `FILES_MAX_MEGABYTES`, 503 when it cannot be written
   */
  put(
    key: string,
    content: string | Uint8Array,
    options?: { readonly contentType?: string }
  ): Promise<void>
  /** @returns null when there is none. @throws 503 when it cannot be read */
  get(key: string): Promise<StoredFile | null>
  /** Does nothing when there is none. */
  delete(key: string): Promise<void>
  /** The keys of all files, or of those below a folder (`invoices`), in their order. */
  list(folder?: string): Promise<readonly string[]>
}

/** A file that a plugin keeps. */
export interface StoredFile {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** The content as UTF-8. */
  text(): string
}

/** When an enqueued job runs. */
export interface JobOptions {
  /** Not before this moment. */
  readonly after?: Date
}

/** A mail of a plugin. */
export interface PluginMail {
  /** One address alone. */
  readonly to: string
  /** One line of at most 200 characters. */
  readonly subject: string
  /** What it says. Paragraphs stand apart by an empty line. */
  readonly text: string
}

/** What listeners, jobs and steps are given: they run outside of any transaction, and may wait for other systems. */
export interface WorkContext<S = unknown> extends LaterContext<S> {
  /** Runs one statement in a transaction of its own, within the organization. */
  query<R extends QueryResultRow>(sql: string, values?: unknown[]): Promise<QueryResult<R>>
  /**
   * Runs work in one transaction of the organization, which models and `enqueue` join: all of it is
   * written, or nothing. It holds a connection until it ends, so it waits for nothing else.
   */
  transaction<T>(work: (context: LaterContext<S>) => Promise<T>): Promise<T>
  /**
   * Asks another system. Addresses of private networks are refused, however they are spelled,
   * whatever a name resolves to and wherever an answer redirects to.
   *
   * @throws inside a transaction; when the address is refused, the deadline passes, the answer is too
   * large or the connection fails. An answer of any status is none of these
   */
  http(url: string | URL, request?: HttpRequest): Promise<HttpAnswer>
}

/** A request to another system. */
export interface HttpRequest {
  /** `GET` by default. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Seconds until the answer has to be there as a whole: 15 by default, 300 at most. */
  readonly deadline?: number
  /** Bytes of the answer, unpacked: 1 MiB by default, 32 MiB at most. */
  readonly maxBytes?: number
  /**
   * `follow` goes along up to five redirects, to another origin without headers of one's own, and
   * never from https to http; `manual`, the default, answers them as they are.
   */
  readonly redirect?: 'follow' | 'manual'
  /** Ends it early, such as with the signal of a job. */
  readonly signal?: AbortSignal
}

/** What another system answered. */
export interface HttpAnswer {
  readonly status: number
  /** Whether the status is from 200 to 299. */
  readonly ok: boolean
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  /** The body as UTF-8. */
  text(): string
  /** @throws when the body is no JSON */
  json(): unknown
}
