import { DateTime } from 'luxon'
import { associateRecords } from '#core/associations/primary'
import type { Context } from '#core/plugins/api'
import Call from '#plugins/activities/models/call'
import Meeting from '#plugins/activities/models/meeting'
import Note from '#plugins/activities/models/note'
import Task from '#plugins/activities/models/task'

interface Sample {
  readonly kind: 'task' | 'note' | 'meeting' | 'call'
  /** The code of the deal or lead that it is about. */
  readonly about: string
  readonly subject: string
  /** In how many days it is, or was. */
  readonly day: number
  readonly body?: string
  /** Whether it is left lying, so that something is overdue. */
  readonly isLate?: true
}

/** What was done and is to do about deals and leads: a month of it. */
const SAMPLES: readonly Sample[] = [
  { kind: 'call', about: 'DEAL001', subject: 'First call', day: -27 },
  {
    kind: 'note',
    about: 'DEAL001',
    subject: 'Who decides',
    day: -26,
    body: 'The **budget** is with operations, the choice with IT.',
  },
  { kind: 'call', about: 'LEAD004', subject: 'Met at the fair', day: -23 },
  { kind: 'meeting', about: 'DEAL001', subject: 'Demonstration', day: -19 },
  { kind: 'task', about: 'DEAL002', subject: 'Send the documents', day: -16 },
  { kind: 'note', about: 'LEAD001', subject: 'Came by the website', day: -13 },
  { kind: 'call', about: 'DEAL002', subject: 'Questions about the contract', day: -9 },
  {
    kind: 'note',
    about: 'DEAL002',
    subject: 'What they compare us with',
    day: -6,
    body: 'Two others. They look at\n\n- price\n- support',
  },
  { kind: 'meeting', about: 'DEAL003', subject: 'What they need', day: -5 },
  { kind: 'task', about: 'DEAL001', subject: 'Prepare the offer', day: -2, isLate: true },
  { kind: 'call', about: 'LEAD002', subject: 'Call back', day: -1, isLate: true },
  { kind: 'task', about: 'DEAL001', subject: 'Follow up on the offer', day: 1 },
  { kind: 'call', about: 'DEAL003', subject: 'Agree on a date', day: 2 },
  { kind: 'task', about: 'LEAD004', subject: 'Send prices', day: 3 },
  { kind: 'meeting', about: 'DEAL002', subject: 'Talk about the offer', day: 4 },
  { kind: 'task', about: 'DEAL004', subject: 'Ask for a reference', day: 7 },
  { kind: 'meeting', about: 'DEAL001', subject: 'Look back on the quarter', day: 12 },
]

const MODELS = { task: Task, note: Note, meeting: Meeting, call: Call } as const

interface Subject extends Record<string, unknown> {
  readonly type: 'deals' | 'leads'
  readonly id: string
  readonly code: string
  readonly assigned_to_id: string | null
}

/** Gives deals and leads of the demonstration what happens with them, once. @returns how many records it made */
export async function makeDemo({ query }: Context): Promise<number> {
  if (await Task.query().first()) return 0
  const { rows } = await query<Subject>(
    `SELECT 'deals' AS type, id, code, assigned_to_id FROM deals
     WHERE organization_id = app_organization() AND deleted_at IS NULL
     UNION ALL
     SELECT 'leads', id, code, assigned_to_id FROM leads
     WHERE organization_id = app_organization() AND deleted_at IS NULL`
  )
  const subjects = new Map(rows.map((row) => [row.code, row]))
  let made = 0
  for (const sample of SAMPLES) {
    const subject = subjects.get(sample.about)
    if (!subject) continue
    const { id } = await make(sample, subject.assigned_to_id)
    const ends = [
      { type: `${sample.kind}s`, id },
      { type: subject.type, id: subject.id },
    ] as const
    await associateRecords(...ends, {})
    made += 1
  }
  return made
}

function make({ kind, subject, day, body, isLate }: Sample, ownerId: string | null) {
  const at = DateTime.utc().startOf('hour').plus({ days: day })
  const isDone = kind === 'note' || (day < 0 && !isLate)
  const completion = isDone ? { status: 'completed' as const, completedAt: at } : {}
  const times = kind === 'note' ? {} : kind === 'task' ? { dueAt: at } : { startsAt: at }
  const said = { subject, body: body ?? null, ownerId }
  return MODELS[kind].create({ ...said, ...times, ...completion })
}
