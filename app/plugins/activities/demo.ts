import { DateTime } from 'luxon'
import { associateRecords } from '#core/associations/primary'
import type { Context } from '#core/plugins/api'
import Call from '#plugins/activities/models/call'
import Meeting from '#plugins/activities/models/meeting'
import Note from '#plugins/activities/models/note'
import Task from '#plugins/activities/models/task'

interface Sample {
  readonly kind: 'task' | 'note' | 'meeting' | 'call'
  readonly subject: string
  /** In how many days it is, or was. */
  readonly day: number
  readonly body?: string
}

/** What there is to do about deals, and what was done: a month of it, shared out among them. */
const SAMPLES: readonly Sample[] = [
  { kind: 'call', subject: 'First call', day: -27 },
  { kind: 'note', subject: 'Who decides', day: -26, body: 'The **budget** is with operations.' },
  { kind: 'meeting', subject: 'Demonstration', day: -19 },
  { kind: 'task', subject: 'Send the documents', day: -16 },
  { kind: 'call', subject: 'Questions about the contract', day: -9 },
  { kind: 'note', subject: 'What they compare us with', day: -6, body: '- price\n- support' },
  { kind: 'task', subject: 'Prepare the offer', day: -2 },
  { kind: 'task', subject: 'Follow up on the offer', day: 1 },
  { kind: 'call', subject: 'Agree on a date', day: 2 },
  { kind: 'meeting', subject: 'Talk about the offer', day: 4 },
  { kind: 'task', subject: 'Ask for a reference', day: 7 },
  { kind: 'meeting', subject: 'Look back on the quarter', day: 12 },
]

/** This one is left lying, so that something is overdue. */
const LATE = 'Prepare the offer'

const MODELS = { task: Task, note: Note, meeting: Meeting, call: Call } as const

/** A month of activities with the deals of the demonstration. @returns how many were made */
export async function makeDemo({ query }: Context): Promise<number> {
  if (await Task.query().first()) return 0
  const { rows: deals } = await query<{ id: string; assigned_to_id: string | null }>(
    `SELECT id, assigned_to_id FROM deals
     WHERE organization_id = app_organization() AND deleted_at IS NULL AND status = 'open'
     ORDER BY code LIMIT 4`
  )
  if (deals.length === 0) return 0
  for (const [index, sample] of SAMPLES.entries()) {
    const deal = deals[index % deals.length]
    if (!deal) continue
    const made = await make(sample, deal.assigned_to_id)
    const ends = [
      { type: `${sample.kind}s`, id: made.id },
      { type: 'deals', id: deal.id },
    ] as const
    await associateRecords(...ends, {})
  }
  return SAMPLES.length
}

function make({ kind, subject, day, body = '' }: Sample, ownerId: string | null) {
  const at = DateTime.utc().startOf('hour').plus({ days: day })
  const isDone = kind === 'note' || (day < 0 && subject !== LATE)
  const completion = isDone ? { status: 'completed' as const, completedAt: at } : {}
  const times = kind === 'note' ? {} : kind === 'task' ? { dueAt: at } : { startsAt: at }
  return MODELS[kind].create({ subject, body: body || null, ownerId, ...times, ...completion })
}
