import { ADMIN, organizationPath } from '#admin/path'
import { notFound } from '#core/http/exceptions/problem'
import { rests } from '#core/plugins/processes/retry'
import { type ProcessState, isUnfinished } from '#core/plugins/processes/run'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A process without what it was started with and what its steps returned: that is the organization's. */
interface ProcessRow extends Record<string, unknown> {
  readonly id: string
  readonly organizationId: string
  readonly plugin: string
  readonly process: string
  readonly state: ProcessState
  readonly reason: string | null
  readonly round: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly step: string | null
  readonly organization: string
  readonly slug: string
}

interface StepRow extends Record<string, unknown> {
  readonly name: string
  readonly state: string
  readonly attempts: number
  readonly reason: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

const SHOWN = 100

/** How a state looks: what needs someone stands out. */
const TONES: Readonly<Record<string, string>> = {
  running: 'info',
  compensating: 'warning',
  done: 'good',
  compensated: 'warning',
  failed: 'bad',
  waiting: 'neutral',
}

/** What is said of a state. */
const WORDS: Readonly<Record<string, string>> = { compensating: 'Undoing', compensated: 'Undone' }

/** @param runs SQL of the rows that it is about */
const processSql = (runs: string) => `
  SELECT p.id, p.organization_id AS "organizationId", p.plugin, p.process, p.state, p.reason,
         p.round, p.created_at AS "createdAt", p.updated_at AS "updatedAt", s.name AS step,
         o.name AS organization, o.slug
  FROM ${runs} p
  JOIN organizations o ON o.id = p.organization_id
  LEFT JOIN process_steps s ON s.organization_id = p.organization_id AND s.process_id = p.id
    AND s.position = p.step`

/** Those that need someone first, those under way next. Each state is read from its end of one index. */
const SHOWN_STATES: readonly (readonly [ProcessState, number])[] = [
  ['failed', 1],
  ['compensating', 2],
  ['running', 3],
  ['compensated', 4],
  ['done', 4],
]

const SHOWN_RUNS = SHOWN_STATES.map(
  ([state, place]) => `
    (SELECT ${place} AS place, run.* FROM process_runs run WHERE run.state = '${state}'
     ORDER BY run.created_at DESC LIMIT $1)`
).join(' UNION ALL ')

/** The processes of all organizations: those that need someone, those under way, and the newest others. In a unit of the system. */
export async function processList() {
  const { rows } = await UnitOfWork.get().query<ProcessRow>(
    `${processSql(`(${SHOWN_RUNS})`)} ORDER BY p.place, p.created_at DESC, p.id LIMIT $1`,
    [SHOWN]
  )
  return { processes: rows.map(shown) }
}

/** One process with its steps. In a unit of the system. @throws 404 when there is none of this id */
export async function processPage(id: string) {
  const row = await findProcess(id)
  const { rows } = await UnitOfWork.get().query<StepRow>(
    `SELECT name, state, attempts, reason, started_at AS "startedAt", ended_at AS "endedAt"
     FROM process_steps WHERE organization_id = $1 AND process_id = $2 ORDER BY position`,
    [row.organizationId, id]
  )
  return {
    run: { ...shown(row), rests: await rests({ id: row.plugin }, row) },
    steps: rows.map(({ startedAt, endedAt, ...step }) => ({
      ...step,
      called: calledOf(step.state),
      tone: TONES[step.state] ?? 'neutral',
      startedAt: startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
  }
}

/** @throws 404 when there is none of this id */
export async function findProcess(id: string): Promise<ProcessRow> {
  if (!UUID.test(id)) throw notFound('process')
  const { rows } = await UnitOfWork.get().query<ProcessRow>(
    `${processSql('process_runs')} WHERE p.id = $1`,
    [id]
  )
  const [row] = rows
  if (!row) throw notFound('process')
  return row
}

export function processPath(id: string): string {
  return `${ADMIN}/processes/${id}`
}

function shown({ organization, slug, createdAt, updatedAt, ...row }: ProcessRow) {
  return {
    ...row,
    name: `${row.plugin}:${row.process}`,
    called: calledOf(row.state),
    tone: TONES[row.state] ?? 'neutral',
    path: processPath(row.id),
    isUnfinished: isUnfinished(row),
    organization: { name: organization, href: organizationPath(slug) },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

function calledOf(state: string): string {
  return WORDS[state] ?? `${state.slice(0, 1).toUpperCase()}${state.slice(1)}`
}
