import { type Period, STEPS, isFiscal } from '#core/calendar/period_sql'

interface Row {
  /** How many periods after the present one the first is; before it, when negative. */
  readonly from: number
  readonly to: number
  /** SQL of a day whose period is number 0, in the place of the present one. */
  readonly about?: string | null
  /** SQL of a day: periods that end before it are left out. */
  readonly since?: string | null
}

/** Weeks begin on Monday; a year that begins in January is called by its number alone. */
const LABELS: Readonly<Record<Period, string>> = {
  day: `to_char(starts, 'Mon DD, YYYY')`,
  week: `'Week of ' || to_char(starts, 'Mon DD')`,
  month: `to_char(starts, 'Mon YYYY')`,
  quarter: `'Q' || to_char(reckoned, 'Q ') || fiscal`,
  year: 'fiscal',
}

/**
 * Common table expressions of periods as an organization reckons them: by the
 * day that it is in its time zone, quarters and years by its fiscal year.
 * `calendar` has `today`; `periods` has `n`, 0 for the present one, `starts`,
 * `ends` (the first day after it) and `label`.
 *
 * @param organization a placeholder for its id
 */
export function periodsSql(
  period: Period,
  { from, to, about, since }: Row,
  organization: string
): string[] {
  const step = STEPS[period]
  const day = about ?? 'today'
  return [
    `calendar AS (
       SELECT day_of(app_now(), o.time_zone) AS today,
              make_interval(months => ${isFiscal(period) ? 'o.fiscal_year_start_month - 1' : '0'}) AS shift
       FROM organizations o WHERE o.id = ${organization})`,
    `periods AS (
       SELECT n, starts::date AS starts, (starts + interval '${step}')::date AS ends,
              ${LABELS[period]} AS label
       FROM calendar,
            generate_series(${Math.trunc(from)}, ${Math.trunc(to)}) n,
            LATERAL (SELECT date_trunc('${period}', ${day} - shift) + n * interval '${step}' AS reckoned) begins,
            LATERAL (SELECT reckoned + shift AS starts,
                            CASE WHEN shift = interval '0' THEN to_char(reckoned, 'YYYY')
                                 ELSE 'FY' || to_char(reckoned + interval '1 year', 'YYYY') END AS fiscal) named
       ${since ? `WHERE (starts + interval '${step}')::date > ${since}` : ''})`,
  ]
}
