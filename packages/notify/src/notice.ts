import type { ListenerContext } from 'headless-crm/plugin'
import type { Settings } from './settings.js'

type Context = ListenerContext<Settings>

/** What there is to say about something that has happened. */
export interface Notice {
  /** When it was read, in ISO 8601. */
  readonly at: string
  /** What the other system is told of it. */
  readonly data: Readonly<Record<string, unknown>>
  /** The address of the employee to whom it is assigned; null when there is none, or they are not there. */
  readonly assignee: string | null
}

/** Of a deal that is gone by now only its id is known. */
const OF_DEALS = [
  'id',
  'code',
  'title',
  'status',
  'value',
  'currency',
  'actual_close_date',
  'lost_reason',
  'customer_id',
  'assigned_to_id',
]

/** A deal as it is now, with the rights of the system: who set the plugin up decides whom it tells. */
export async function noticeOfDeal(id: string, context: Context): Promise<Notice> {
  const deal = (await context.asSystem().records('deals').find(id)) ?? { id }
  const data = Object.fromEntries(Object.entries(deal).filter(([name]) => OF_DEALS.includes(name)))
  return noticeOf(data, context)
}

/** A task, as its event tells of it. */
export async function noticeOfTask(
  task: Readonly<Record<string, unknown>>,
  context: Context
): Promise<Notice> {
  return noticeOf(task, context)
}

async function noticeOf(data: Notice['data'], context: Context): Promise<Notice> {
  return { at: new Date().toISOString(), data, assignee: await addressOf(data, context) }
}

async function addressOf(
  { assigned_to_id: id }: Notice['data'],
  { settings, asSystem }: Context
): Promise<string | null> {
  if (!settings.mail_assignee || typeof id !== 'string') return null
  const employee = await asSystem().records('employees').find(id)
  const { email, is_active: isActive } = employee ?? {}
  return isActive === true && typeof email === 'string' ? email : null
}
