import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import type { PoolClient, QueryResult, QueryResultRow } from 'pg'
import type { Identity } from '#core/access/identity'
import type { Cause } from '#core/access/job_identity'
import { PipelinedTransaction } from '#core/database/pipelining/pipelined_transaction'
import { ANSWER_TIMEOUT, setAnswerTimeout } from '#core/database/connection_health'
import { acquire, asLogin, release } from '#core/database/connection'
import { OutcomeUnknown, leavesOutcomeOpen } from '#core/database/outcome_unknown'
import type { SpeculativeIdentity } from '#core/database/pipelining/speculative_identity'
import { Read } from '#core/database/read'

/* The one door to the folder "pipelining": where a unit begins with a speculative identity, and hears that it was stale. */
export {
  SpeculativeIdentity,
  StaleIdentityError,
} from '#core/database/pipelining/speculative_identity'

/** How a unit begins: as whom, and the SQL that says for whom. */
export interface TransactionOptions {
  readonly role: 'crm_app' | 'crm_system'
  /**
   * One query, which runs before the role is taken; values are already quoted.
   * It answers a row with one text, called `answer`, or none.
   */
  readonly sql: string
  /**
   * What that will answer, as far as can be told. The unit begins with it at once,
   * and what it does first travels together with the question (ADR 0015).
   */
  readonly speculative?: SpeculativeIdentity | undefined
  /** On whose behalf the work is done; absent for the system itself. */
  readonly cause?: Cause
  /** Settings of PostgreSQL that last as long as the unit. */
  readonly settings?: Readonly<Record<string, string>>
  readonly organizationId: string | null
}

export interface UnitOptions {
  readonly readOnly?: boolean
}

let settingsOfAll: Readonly<Record<string, string>> = {}

/** Gives every unit from here on settings of PostgreSQL, beneath its own. For tests: `app.now` fixes the clock. */
export function setForAllUnits(settings: Readonly<Record<string, string>>): void {
  settingsOfAll = settings
}

/** Work for one organization: nothing of another one can be seen or written. */
export function forOrganization(organizationId: string): TransactionOptions {
  if (!/^[0-9a-f-]{36}$/.test(organizationId)) {
    throw new Error(`"${organizationId}" is not an organization's id`)
  }
  return {
    role: 'crm_app',
    sql: `SELECT set_config('app.organization_id', '${organizationId}', true) AS answer`,
    organizationId,
  }
}

/** Work that belongs to no organization: sign-in, maintenance, the admin pages. */
export const asSystem: TransactionOptions = {
  role: 'crm_system',
  sql: `SELECT set_config('app.organization_id', '', true) AS answer`,
  organizationId: null,
}

/** Whose work a request is, as the audit log tells it. */
export interface Actor {
  readonly actorId: string
  readonly requestId: string
  /** The key through which the actor does it, if they do. */
  readonly apiKeyId?: string | null
  /** The superuser who does it as the actor, if one does. */
  readonly impersonatorId?: string | null
}

/** The same work, done on behalf of a user. */
export function asActor(
  transactionOptions: TransactionOptions,
  { actorId, requestId, apiKeyId, impersonatorId }: Actor
): TransactionOptions {
  return {
    ...transactionOptions,
    cause: { userId: actorId, keyId: apiKeyId ?? null },
    settings: {
      'app.actor_id': actorId,
      'app.api_key_id': apiKeyId ?? '',
      'app.impersonator_id': impersonatorId ?? '',
      'app.request_id': requestId,
    },
  }
}

/** How long a held unit may take. In seconds. */
export interface StreamTimeouts {
  /** For each statement. */
  readonly statement: number
  /** Between two of them, after which PostgreSQL takes the unit for forgotten. */
  readonly idle: number
}

/** Rows of a stream that are read at a time. */
const BATCH = 200

const storage = new AsyncLocalStorage<UnitOfWork>()

/**
 * One transaction, for one organization or for the system, which every query of
 * the code inside it joins: models through `OrganizationAdapter`, reads through
 * `query`. It commits when the work has succeeded and the unit is not marked for rollback.
 *
 * The framework turns an exception into an answer before it would reach the
 * code around the handler, so a failed request says so with `markForRollback`.
 */
export class UnitOfWork {
  #cause: Cause
  #caller: Identity | null = null
  #isMarkedForRollback = false
  /** What PostgreSQL was last told that is being done; null is the plain change. */
  #auditAction: string | null = null
  #ended = false
  #isClosed = false
  #isReleased = false
  /** What a held unit's server process is asked for, and how it is asked to stop. */
  #pid: number | null = null
  #running: Promise<unknown> | null = null
  #isInterrupted = false
  #interruption: Promise<unknown> | null = null
  #isReadOnly: boolean
  #isLogin = false
  readonly #transaction: PipelinedTransaction

  private constructor(
    private readonly connection: PoolClient,
    private readonly lucidClient: TransactionClientContract,
    /** The organization the unit works for; null for the system. */
    public organizationId: string | null,
    /** What the opening's SQL answered, or answers by the speculative identity; null when it had no row. */
    readonly answer: string | null,
    isReadOnly: boolean,
    cause: Cause
  ) {
    this.#transaction = new PipelinedTransaction(connection)
    this.#isReadOnly = isReadOnly
    this.#cause = cause
  }

  /**
   * On whose behalf the work is done: a user, perhaps through a key; null for the system itself. What
   * the work enqueues for later is done on the same behalf. The database knows it too: the opening
   * tells it, or `setActor`.
   */
  get cause(): Cause {
    return this.#cause
  }

  /** The user on whose behalf the work is done; null for the system itself. */
  get actorId(): string | null {
    return this.#cause?.userId ?? null
  }

  /** The caller of the request, or who ordered the job, with what they may; null for the system itself. */
  get caller(): Identity | null {
    return this.#caller
  }

  /** Does the rest of the unit for a caller, whom the opening has told the database. */
  admit(caller: Identity): void {
    this.#caller = caller
    this.#cause = { userId: caller.userId, keyId: caller.keyId }
  }

  /** Whether PostgreSQL refuses what would write. */
  get isReadOnly(): boolean {
    return this.#isReadOnly
  }

  /** The Lucid client that models of this unit use. @throws when the unit was left */
  get client(): TransactionClientContract {
    if (this.#isReleased) throw new Error('This unit of work has ended')
    return this.lucidClient
  }

  /** The unit that the running code is part of, if any. */
  static current(): UnitOfWork | undefined {
    return storage.getStore()
  }

  /** The unit that the running code is part of. @throws when there is none */
  static get(): UnitOfWork {
    const unit = storage.getStore()
    if (!unit) throw new Error('This code runs in a unit of work only')
    return unit
  }

  /**
   * Opens a unit, runs the work in it, and commits. A throw, or `markForRollback`,
   * undoes everything. Nothing else commits: what the work calls cannot.
   *
   * @param work a read that it returns runs last, in one round trip with the
   * commit; the unit then answers what was read
   * @throws StaleIdentityError when the opening did not answer the speculative identity: then
   * whatever else came of the work, or did not, has never been
   * @throws OutcomeUnknown when the answer to the commit of a change never came
   */
  static async run<T>(
    transactionOptions: TransactionOptions,
    work: (unit: UnitOfWork) => Promise<T | Read<T>>,
    options: UnitOptions = {}
  ): Promise<T> {
    await UnitOfWork.current()?.verified()
    const { connection, client } = await acquire(db)
    let opened: UnitOfWork | null = null
    const isLeft = () => opened !== null && opened.#isReleased
    try {
      const unit = await UnitOfWork.#open(connection, client, transactionOptions, options)
      opened = unit
      return await storage.run(unit, () => unit.#settleAndEnd(work(unit)))
    } catch (error) {
      /* A connection that cannot even roll back is disposed of by the pool. */
      if (!isLeft()) await connection.query('ROLLBACK').catch(() => null)
      throw error
    } finally {
      if (!isLeft()) await release(db, connection)
    }
  }

  /**
   * Ends the unit and gives its connection back before the code inside it is
   * done: what follows takes longer than a transaction may be idle, and asks
   * nothing of this unit any more. One that may write stays as it is.
   */
  async closeEarly(): Promise<void> {
    if (this.#isReleased || !this.isReadOnly) return
    await this.#transaction.verified()
    await this.#transaction.settled()
    this.#ended = true
    await this.#finish()
    this.#isReleased = true
    await release(db, this.connection)
  }

  /**
   * Opens a unit that outlives the code that opens it, such as a long stream.
   * Anyone who holds it must end it. Read-only, and not ambient: models do not
   * find it.
   */
  static async openDetached(
    transactionOptions: TransactionOptions,
    { statement, idle }: StreamTimeouts
  ): Promise<UnitOfWork> {
    await UnitOfWork.current()?.verified()
    const { connection, client } = await acquire(db)
    try {
      const unit = await UnitOfWork.#open(connection, client, transactionOptions, {
        readOnly: true,
      })
      const { rows } = await unit.query<{ pid: number }>(
        `SELECT pg_backend_pid() AS pid, set_config('statement_timeout', $1, true),
                set_config('idle_in_transaction_session_timeout', $2, true)`,
        [`${statement}s`, `${idle}s`]
      )
      unit.#pid = rows[0]?.pid ?? null
      setAnswerTimeout(connection, statement * 1_000 + ANSWER_TIMEOUT)
      return unit
    } catch (error) {
      await connection.query('ROLLBACK').catch(() => null)
      await release(db, connection)
      throw error
    }
  }

  /**
   * Ends the stream of a held unit, and stops its statement if one runs: no one
   * waits for its rows any more, and the server would go on for as long as it may.
   */
  interrupt(): void {
    this.#isInterrupted = true
    if (!this.#ended) this.#stop()
  }

  #stop(): void {
    if (this.#running === null || this.#pid === null) return
    this.#interruption ??= this.#cancel(this.#pid)
  }

  /** Cancels until nothing runs: the server ignores it while the statement is on its way to it. */
  async #cancel(pid: number) {
    for (let running = this.#running; running !== null; running = this.#running) {
      await asLogin(db, 'SELECT pg_cancel_backend($1)', [pid]).catch(() => null)
      await Promise.race([running.catch(() => null), sleep(100)])
    }
  }

  /** Ends a held unit, once, when nothing of it runs on the server any more: its connection is another user’s afterwards. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#stop()
    this.#ended = true
    await this.#running?.catch(() => null)
    /* Or it would stop the work of the user who has the connection next. */
    await this.#interruption
    setAnswerTimeout(this.connection, ANSWER_TIMEOUT)
    await this.connection.query('ROLLBACK').catch(() => null)
    await release(db, this.connection)
  }

  static async #open(
    connection: PoolClient,
    client: TransactionClientContract,
    transactionOptions: TransactionOptions,
    { readOnly = false }: UnitOptions
  ) {
    const mode = readOnly ? ' READ ONLY' : ''
    const settings = Object.entries({
      ...settingsOfAll,
      ...transactionOptions.settings,
      role: transactionOptions.role,
    }).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
    /* The role is taken also when there is no answer. */
    const beginning = (answer: string) =>
      `BEGIN${mode}; SELECT ${answer}, ${settings.join(', ')}
       FROM (VALUES (1)) always LEFT JOIN (${transactionOptions.sql}) opening ON true`
    const { speculative, organizationId, cause = null } = transactionOptions
    const unitOf = (answer: string | null) =>
      new UnitOfWork(connection, client, organizationId, answer, readOnly, cause)
    if (speculative === undefined) {
      return unitOf(answerIn(await connection.query(beginning('opening.answer'))))
    }
    const unit = unitOf(speculative.answer)
    unit.#transaction.beginSpeculatively(beginning(speculative.assertionSql))
    return unit
  }

  /**
   * Waits until the unit does not rest on a speculative identity any more. Whatever leaves
   * it, other than through its own statements, waits for this.
   *
   * @throws StaleIdentityError when the identity was stale
   */
  verified(): Promise<void> {
    return this.#transaction.verified()
  }

  /**
   * Runs one statement as it is, past the ORM: for reads shaped in SQL.
   *
   * @param name keeps the statement prepared on its connection. Only for those
   * whose best plan is the same for every organization
   */
  query<R extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    name: string | null = null
  ): Promise<QueryResult<R>> {
    if (this.#ended) throw new Error('This unit of work has ended')
    return this.#transaction.query<R>(text, values, name)
  }

  /**
   * Sends a statement that has nothing to answer, and does not wait for it: when
   * it fails, the next one does so for the same reason, or else the unit at its
   * end. For writes, which so travel together with what reads them back.
   */
  queryDeferred(text: string, values: unknown[] = [], name: string | null = null): void {
    if (this.#ended) throw new Error('This unit of work has ended')
    this.#transaction.queryDeferred(text, values, name)
  }

  /** Runs a read in the midst of the unit. */
  read<T>(read: Read<T>): Promise<T> {
    return read.run((text, values, name) => this.query(text, values, name))
  }

  /** What came of the work. A read that it returns travels together with what it has sent ahead. */
  async #settle<T>(work: Promise<T>): Promise<T> {
    const [outcome] = await Promise.allSettled([work])
    const isRead = outcome.status === 'fulfilled' && outcome.value instanceof Read
    return isRead ? outcome.value : this.#transaction.settle(work)
  }

  /** Waits for the work and ends the transaction: the one place that commits. */
  async #settleAndEnd<T>(work: Promise<T | Read<T>>): Promise<T> {
    const result = await this.#settle(work)
    this.#ended = true
    if (result instanceof Read) {
      if (this.#isReleased) throw new Error('This unit of work has ended')
      const ending = { text: this.#ending, keeps: this.#keeps }
      return result.run((text, values, name) =>
        this.#transaction.queryAndCommit(text, values, name, ending)
      )
    }
    if (!this.#isReleased) await this.#finish()
    return result
  }

  /**
   * Does the rest of the unit on behalf of a user, or of no one: theirs are its records, its events,
   * and what it enqueues.
   *
   * @param keyId the key through which they do it, if they do
   */
  setActor(userId: string | null, keyId: string | null = null): void {
    this.#cause = userId === null ? null : { userId, keyId }
    this.queryDeferred(
      `SELECT set_config('app.actor_id', $1, true), set_config('app.api_key_id', $2, true)`,
      [userId ?? '', keyId ?? '']
    )
  }

  /**
   * Lets each of the following statements take longer than a request's may, for
   * work that no one waits for with a connection of the pool.
   *
   * @param seconds 0 is without end
   */
  async allowLongStatements(seconds: number): Promise<void> {
    await this.query(`SET LOCAL statement_timeout = '${seconds}s'`)
    const onTheWay = ANSWER_TIMEOUT
    setAnswerTimeout(this.connection, seconds === 0 ? 0 : seconds * 1_000 + onTheWay)
  }

  /** Runs one statement and streams its rows, a few hundred at a time. */
  stream(text: string, values: unknown[]): Readable {
    return Readable.from(this.#rows(text, values))
  }

  async *#rows(text: string, values: unknown[]) {
    await this.#interruptible(`DECLARE stream NO SCROLL CURSOR FOR ${text}`, values)
    while (!this.#isInterrupted) {
      const { rows } = await this.#interruptible(`FETCH ${BATCH} FROM stream`)
      yield* rows
      if (rows.length < BATCH) return
    }
  }

  #interruptible(text: string, values?: unknown[]) {
    const asked = this.query<QueryResultRow>(text, values)
    this.#running = asked
    return asked.finally(() => (this.#running = null))
  }

  /**
   * Runs work that may fail without failing the unit: a throw undoes what was
   * written inside, and is thrown on. Of several at once each waits for the one before.
   */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction.inTurn(async () => {
      const [auditAction, cause] = [this.#auditAction, this.#cause]
      try {
        return await this.#transaction.savepoint(work)
      } catch (error) {
        this.#auditAction = auditAction
        this.#cause = cause
        throw error
      }
    })
  }

  /**
   * Runs work that must not be in the midst of a savepoint which other work has: what that writes
   * may be undone, and what fails in it fails all until then.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction.inTurn(work)
  }

  /**
   * Tells PostgreSQL by what name the following changes go, for the audit log;
   * null for those that are called by what they do: create, update, delete.
   */
  setAuditAction(action: string | null): void {
    if (action === this.#auditAction) return
    this.#auditAction = action
    this.queryDeferred(`SELECT set_config('app.action', $1, true)`, [action ?? ''])
  }

  /**
   * Runs work for its answer alone: what it wrote is undone, and the unit goes
   * on as if it had not been.
   */
  async dryRun<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction.inTurn(async () => {
      const [auditAction, cause] = [this.#auditAction, this.#cause]
      const result = await this.#transaction.savepoint(work, { keeps: false })
      this.#auditAction = auditAction
      this.#cause = cause
      return result
    })
  }

  /**
   * Does a part of the system's work for one organization, behind its fence, as
   * when it is founded.
   */
  async runInOrganization<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
    const enter = (role: string, organization: string | null) =>
      this.query(
        `SELECT set_config('role', $1, true), set_config('app.organization_id', $2, true)`,
        [role, organization ?? '']
      )
    const before = this.organizationId
    await enter('crm_app', organizationId)
    const caller = this.#caller
    this.organizationId = organizationId
    this.#caller = null
    const result = await work()
    this.#caller = caller
    this.organizationId = before
    await enter('crm_system', before)
    return result
  }

  /**
   * Does a part of the system's work as the login role, which reads what the roles of
   * units do not, such as the tables of pg-boss. What throws inside fails the unit.
   */
  async asLoginRole<T>(work: () => Promise<T>): Promise<T> {
    if (this.organizationId !== null) throw new Error('Only units of the system work as the login')
    if (this.#isLogin) return work()
    this.queryDeferred(`SELECT set_config('role', 'none', true)`)
    this.#isLogin = true
    const result = await work()
    this.queryDeferred(`SELECT set_config('role', 'crm_system', true)`)
    this.#isLogin = false
    return result
  }

  /** From here on PostgreSQL refuses what would write. What was written before is kept. */
  becomeReadOnly(): void {
    this.queryDeferred('SET TRANSACTION READ ONLY')
    this.#isReadOnly = true
  }

  /** How another unit begins that may see what this one sees. */
  readOnlyOptions(): TransactionOptions {
    return this.organizationId === null ? asSystem : forOrganization(this.organizationId)
  }

  /** Undoes everything at the end, also when the work returns normally. */
  markForRollback(): void {
    this.#isMarkedForRollback = true
  }

  /** Whether everything is undone at the end. */
  get isMarkedForRollback(): boolean {
    return this.#isMarkedForRollback
  }

  async #finish(): Promise<void> {
    const { connection } = this
    const ended = await connection.query(this.#ending).catch((error: unknown) => {
      throw this.#keeps && leavesOutcomeOpen(error) ? new OutcomeUnknown(error) : error
    })
    assertEnded(this.#ending, ended)
  }

  get #ending(): 'COMMIT' | 'ROLLBACK' {
    return this.#isMarkedForRollback ? 'ROLLBACK' : 'COMMIT'
  }

  /** Whether the end keeps what was written. */
  get #keeps(): boolean {
    return !this.isReadOnly && !this.#isMarkedForRollback
  }
}

/** A transaction in which something has failed ends in being undone, and PostgreSQL calls that no error. */
function assertEnded(wanted: string, { command }: QueryResult): void {
  if (command !== wanted) throw new Error('A unit of work went on after something in it had failed')
}

/** The answer to the opening's SQL, which is the second statement of its trip. */
function answerIn(results: unknown): string | null {
  const row: unknown = Array.isArray(results) ? results[1]?.rows[0] : null
  if (typeof row !== 'object' || row === null || !('answer' in row)) return null
  return typeof row.answer === 'string' ? row.answer : null
}
