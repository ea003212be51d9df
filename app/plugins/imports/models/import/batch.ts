import logger from '@adonisjs/core/services/logger'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { isMoment } from '#core/calendar/iso_text'
import { type Problem, invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { toProblem } from '#core/http/exceptions/to_problem'
import { type Change, valuesBefore } from '#plugins/imports/models/import/changes'
import type { ReadLine } from '#plugins/imports/models/import/csv_file'
import { additionsIn, differences, keptElsewhere } from '#plugins/imports/models/import/differences'
import type { LineError } from '#plugins/imports/models/import/mapping'
import {
  CREATED_AT,
  type Entry,
  type Plan,
  errorsOf,
  readEntry,
  withoutUnfit,
} from '#plugins/imports/models/import/plan'
import { Relations } from '#plugins/imports/models/import/relations'
import {
  type RequestContext,
  authorizeAction,
  updateRecord,
  lock,
  createRecord,
  modelOf,
  readInput,
} from '#core/resources/records/record'
import { idsByKey } from '#core/resources/query/key_lookup'
import { findRecords } from '#core/database/organization_adapter'
import { UnitOfWork } from '#core/database/unit_of_work'
import { waitForOthers } from '#plugins/imports/models/import/wait_for_others'

type Outcome = 'created' | 'updated' | 'unchanged'

/** A line that became nothing, and why. */
export interface RefusedLine {
  readonly line: ReadLine
  readonly errors: readonly LineError[]
}

/** A line of which cells count as empty since they do not fit, and why. */
export interface IncompleteLine {
  readonly line: ReadLine
  readonly warnings: readonly LineError[]
}

/** What the lines of a piece came to. */
export interface Result {
  readonly counts: Readonly<Record<Outcome, number>>
  readonly refused: readonly RefusedLine[]
  readonly incomplete: readonly IncompleteLine[]
  /** What was done to records, in this order. */
  readonly changes: readonly Change[]
  /** Whether something was refused for lack of a permission. */
  readonly isDenied: boolean
}

/**
 * Lines that become records together, each as if it had been a request of its
 * own: the same checks, policies, hooks and events. What is asked of the
 * database about all of them is asked once.
 */
export class Batch {
  readonly #counts: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0 }
  readonly #refused: RefusedLine[] = []
  readonly #incomplete: IncompleteLine[] = []
  readonly #changes: Change[] = []
  #isDenied = false
  /** Ids by the key that lines are matched by. */
  #matches = new Map<string, readonly string[]>()
  /** The matched records as they were when the piece began, without those that it has changed. */
  #seen = new Map<string, LucidRow>()

  constructor(
    private readonly acting: RequestContext,
    private readonly plan: Plan
  ) {}

  /** @throws 503 when somebody else is in the way, and all of it is to be tried again */
  async work(lines: readonly ReadLine[]): Promise<Result> {
    const entries = lines.map((line) => readEntry(this.plan, line))
    const relations = await Relations.of(this.plan, this.acting, entries)
    await this.#match(entries)
    for (const entry of entries) {
      if (entry.errors.length > 0) this.#refused.push(entry)
      else await this.#work(entry, relations)
    }
    return {
      counts: this.#counts,
      refused: this.#refused,
      incomplete: this.#incomplete,
      changes: this.#changes,
      isDenied: this.#isDenied,
    }
  }

  async #match(entries: readonly Entry[]): Promise<void> {
    const { matchBy } = this.plan
    if (matchBy === null) return
    const { resource, identity } = this.acting
    await waitForOthers(resource.name)
    const keys = entries.flatMap(({ key }) => key ?? [])
    this.#matches = new Map(await idsByKey(resource, identity, { field: matchBy }, keys))
    const ids = [...this.#matches.values()].flat()
    const records = await findRecords(await modelOf(resource), ids)
    this.#seen = new Map(records.map((record) => [String(record.$primaryKeyValue), record]))
  }

  async #work(entry: Entry, relations: Relations): Promise<void> {
    try {
      this.#counts[await this.#settle(entry, relations)] += 1
    } catch (error) {
      relations.forget()
      const problem = toProblem(error)
      const rest = withoutUnfit(this.plan, entry, problem)
      if (rest) return this.#work(rest, relations)
      this.#refuse(entry, problem, error)
      return
    }
    if (entry.warnings.length > 0) this.#incomplete.push(entry)
  }

  /** With what the line refers to and there is not yet, or nothing of it. */
  async #settle(entry: Entry, relations: Relations): Promise<Outcome> {
    const become = async () => this.#become(entry, await relations.complete(entry))
    return this.#makesRelated ? UnitOfWork.get().savepoint(become) : become()
  }

  get #makesRelated(): boolean {
    return Object.values(this.plan.mapping).some(({ create }) => create !== undefined)
  }

  async #become(entry: Entry, body: Record<string, unknown>): Promise<Outcome> {
    const unit = UnitOfWork.get()
    const id = this.#matched(entry)
    if (id !== null) return this.#change(id, body)
    const { [CREATED_AT]: since, ...said } = body
    const more = since === undefined || since === null ? {} : { [CREATED_AT]: readPast(since) }
    const record = await unit.savepoint(() => createRecord(this.acting, said, more))
    const made = String(record.$primaryKeyValue)
    this.#changes.push({ id: made, before: null })
    if (entry.key !== null) this.#matches.set(entry.key, [made])
    return 'created'
  }

  async #change(id: string, body: Record<string, unknown>): Promise<Outcome> {
    const { acting, plan } = this
    const sayable = Object.entries(body).filter(([field]) => !plan.onlyNew.has(field))
    const change = await readInput(acting, 'update', Object.fromEntries(sayable))
    const { added, said } = additionsIn(acting.resource, change)
    const seen = this.#seen.get(id)
    if (seen) {
      await this.#authorize(seen)
      const elsewhere = await keptElsewhere(acting, id, said)
      if (isEmpty(added) && isEmpty(differences(seen, said, elsewhere))) return 'unchanged'
    }
    let before: Change['before'] = null
    const outcome = await UnitOfWork.get().savepoint(async () => {
      const record = await lock(acting, id)
      await this.#authorize(record)
      const elsewhere = await keptElsewhere(acting, id, said)
      const different = differences(record, said, elsewhere)
      if (isEmpty(different) && isEmpty(added)) return 'unchanged'
      this.#seen.delete(id)
      before = valuesBefore(record, { ...different, ...added }, elsewhere)
      const { version } = record.$attributes
      await updateRecord(acting, record, change)
      const isSame = isEmpty(different) && record.$attributes.version === version
      return isSame ? 'unchanged' : 'updated'
    })
    if (outcome === 'updated') this.#changes.push({ id, before })
    return outcome
  }

  #authorize(record: LucidRow): Promise<void> {
    return authorizeAction(this.acting, 'update', record)
  }

  /** The record that a line is about; null when it is about a new one. @throws 422 when that is unclear */
  #matched({ key }: Entry): string | null {
    const { matchBy, makesByKey } = this.plan
    if (matchBy === null) return null
    const { singular } = this.acting.resource
    const noun = singular.replaceAll('_', ' ')
    if (key === null) throw unmatched(matchBy, 'required', `It takes this to know the ${noun}`)
    const [id = null, ...others] = this.#matches.get(key) ?? []
    if (others.length > 0) throw unmatched(matchBy, 'ambiguous', `There are several such: ${noun}`)
    if (id === null && !makesByKey) throw unmatched(matchBy, 'exists', notFoundDetail(noun))
    return id
  }

  #refuse(entry: Entry, problem: Problem, cause: unknown): void {
    if (problem.status === 503 || problem.code === 'try_again') throw cause
    if (problem.status >= 500 && problem !== cause)
      logger.error({ err: cause }, 'a line of an import failed')
    if (problem.code === 'permission_denied') this.#isDenied = true
    this.#refused.push({ line: entry.line, errors: errorsOf(this.plan, entry, problem) })
  }
}

/** @throws 422 for what is no moment, or one to come */
function readPast(value: unknown): DateTime {
  const moment = typeof value === 'string' && isMoment(value) ? DateTime.fromISO(value) : null
  if (moment?.isValid && moment <= DateTime.utc()) return moment
  const message = `The ${CREATED_AT} field must be a moment that has been`
  throw invalid([{ field: CREATED_AT, rule: 'past', message }])
}

function unmatched(field: string, rule: string, message: string): Problem {
  return invalid([{ field, rule, message }])
}

function isEmpty(change: object): boolean {
  return Object.keys(change).length === 0
}
