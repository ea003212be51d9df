import { UnitOfWork } from '#core/database/unit_of_work'

/** What day it is, as far as units have asked: it stays so until they end. */
const known = new WeakMap<UnitOfWork, Map<string | null, string>>()

/**
 * The day that it is in the organization of the unit of work, `2026-11-28`; in
 * units of the system the day of UTC. Whatever writes "today" writes this.
 */
export async function organizationToday(): Promise<string> {
  const unit = UnitOfWork.get()
  const days = known.get(unit) ?? new Map<string | null, string>()
  known.set(unit, days)
  const day = days.get(unit.organizationId) ?? (await askToday(unit))
  days.set(unit.organizationId, day)
  return day
}

async function askToday(unit: UnitOfWork): Promise<string> {
  const { rows } = await unit.query<{ today: string }>('SELECT organization_today()::text AS today')
  const today = rows[0]?.today
  if (today === undefined) throw new Error('The database does not know what day it is')
  return today
}

/** The day that it is in the organization, as SQL. */
export const TODAY = 'organization_today()'

/** The first moment of a day of the organization, as SQL. @param day SQL of a date */
export function startOfDaySql(day: string): string {
  /* As a query of its own it is asked once, and not for each record. */
  return `(SELECT organization_day_start(${day}))`
}

/** The first moment of the present month of the organization, as SQL. */
export const START_OF_MONTH = startOfDaySql(`date_trunc('month', organization_today())::date`)
