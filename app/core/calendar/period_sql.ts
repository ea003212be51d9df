/** The periods that time is divided into. */
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const

export type Period = (typeof PERIODS)[number]

/** How long each is, as an interval of PostgreSQL. */
export const STEPS: Readonly<Record<Period, string>> = {
  day: '1 day',
  week: '7 days',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
}

/** Whether a period is reckoned by the fiscal year of the organization. */
export const isFiscal = (period: Period): boolean => period === 'quarter' || period === 'year'

/** From January to the first month of the fiscal year. Asked once in a statement. */
const FISCAL_SHIFT = `(SELECT make_interval(months => o.fiscal_year_start_month - 1)
  FROM organizations o WHERE o.id = app_organization())`

/**
 * The first day of the period that a day is in, as the organization reckons them, as SQL: weeks begin
 * on Monday, quarters and years as its fiscal year does.
 *
 * @param day SQL of a date
 * @param offset how many periods later
 */
export function startOfPeriodSql(period: Period, day: string, offset = 0): string {
  const later = `${Math.trunc(offset)} * interval '${STEPS[period]}'`
  if (period === 'day') return offset === 0 ? `(${day})` : `(${day} + ${later})::date`
  if (!isFiscal(period)) return `(date_trunc('${period}', (${day})::timestamp) + ${later})::date`
  const shifted = `(${day})::timestamp - ${FISCAL_SHIFT}`
  return `(date_trunc('${period}', ${shifted}) + ${later} + ${FISCAL_SHIFT})::date`
}

const ZONE = '(SELECT organization_time_zone())'

/**
 * The day of the organization to which a moment belongs, as SQL. `day_of` knows the nights in which
 * clocks are set back over midnight, and takes its time: it is asked of late hours alone.
 *
 * @param moment SQL of a timestamp
 */
export function dayOfSql(moment: string): string {
  const local = `(${moment} AT TIME ZONE ${ZONE})`
  return `(CASE WHEN ${local}::time < '21:00' THEN ${local}::date ELSE day_of(${moment}, ${ZONE}) END)`
}
