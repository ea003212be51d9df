import { ADMIN, organizationPath } from '#admin/path'
import { notFound } from '#core/http/exceptions/problem'
import type { ProcessState } from '#core/plugins/processes/run'
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

const PROCESS = `
  SELECT p.id, p.organization_id AS "organizationId", p.plugin, p.process, p.state, p.reason,
         p.round, p.created_at AS "createdAt", p.updated_at AS "updatedAt", s.name AS step,
         o.name AS organization, o.slug
  FROM process_runs p
  JOIN organizations o ON o.id = p.organization_id
  LEFT JOIN process_steps s ON s.organization_id = p.organization_id AND s.process_id = p.id
    AND s.position = p.step`

/** The processes of all organizations: those that need someone, those under way, and the newest others. In a unit of the system. */
export async function processList() {
  const { rows } = await UnitOfWork.get().query<ProcessRow>(
    `${PROCESS}
     ORDER BY array_position(ARRAY['failed', 'compensating', 'running'], p.state),
              p.created_at DESC, p.id LIMIT $1`,
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
    run: shown(row),
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
  const { rows } = await UnitOfWork.get().query<ProcessRow>(`${PROCESS} WHERE p.id::text = $1`, [
    id,
  ])
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
    rests: row.state === 'failed' || row.state === 'compensated',
    isUnfinished: row.state === 'running' || row.state === 'compensating',
    organization: { name: organization, href: organizationPath(slug) },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

function calledOf(state: string): string {
  return WORDS[state] ?? `${state.slice(0, 1).toUpperCase()}${state.slice(1)}`
}
