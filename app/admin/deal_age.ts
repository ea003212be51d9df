import { DateTime } from 'luxon'
import { pluralize } from '#admin/humanize'
import { dayOf } from '#core/calendar/day'
import { UnitOfWork } from '#core/database/unit_of_work'

const DAY = 86_400_000

interface DatedDeal {
  readonly stage_entered_at: string
  /** Null while it is open. */
  readonly actual_close_date: string | null
}

/** What an organization's calendar says: which day it is, and in which time zone. */
export interface Calendar extends Record<string, unknown> {
  readonly today: string
  readonly zone: string
}

/** The calendar of the unit's organization. */
export async function currentCalendar(): Promise<Calendar> {
  const { rows } = await UnitOfWork.get().query<Calendar>(
    'SELECT organization_today()::text AS today, organization_time_zone() AS zone'
  )
  const [calendar] = rows
  if (!calendar) throw new Error('The database does not know what day it is')
  return calendar
}

/**
 * Since when a deal is where it stands. One that is closed says on which day it was: when it
 * came into its stage tells nothing of that where it was imported.
 */
export function ageOf(
  { stage_entered_at: entered, actual_close_date: closedOn }: DatedDeal,
  { today, zone }: Calendar
) {
  if (closedOn !== null) return { age: `closed ${closedOn}`, ageInWords: `Closed on ${closedOn}` }
  const since = dayOf(DateTime.fromISO(entered), zone)
  const days = Math.max(0, (Date.parse(today) - Date.parse(since)) / DAY)
  return days === 0
    ? { age: 'today', ageInWords: 'in this stage since today' }
    : { age: `${days} d`, ageInWords: `${pluralize(days, 'day')} in this stage` }
}
