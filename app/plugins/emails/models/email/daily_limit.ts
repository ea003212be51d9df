import { emails as config } from '#config/emails'
import { Problem } from '#core/http/exceptions/problem'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Counts an e-mail that is ordered. Its row stays locked until the unit ends, so that however many are
 * ordered at once, no more are than the organization may order on this day of its calendar. Last of all that
 * is locked.
 *
 * @throws 429 when there were as many as there may be
 */
export async function spendOne(): Promise<void> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ max: number; is_counted: boolean; seconds: number }>(
    `WITH allowed AS (
       SELECT least($1::int, (SELECT daily_limit FROM email_settings
                              WHERE organization_id = app_organization())) AS max
     ), counted AS (
       INSERT INTO email_counts AS counts (organization_id, day, ordered)
       SELECT app_organization(), organization_today(), 1 FROM allowed WHERE max > 0
       ON CONFLICT (organization_id, day) DO UPDATE SET ordered = counts.ordered + 1
         WHERE counts.ordered < (SELECT max FROM allowed)
       RETURNING ordered
     )
     SELECT max, EXISTS (SELECT FROM counted) AS is_counted,
       ceil(extract(epoch FROM
         organization_day_start(organization_today() + 1) - app_now()))::int AS seconds
     FROM allowed`,
    [config.perDay]
  )
  const [row] = rows
  if (row?.is_counted) return
  throw new Problem(429, {
    code: 'email_limit_reached',
    detail: 'The organization has sent as many e-mails today as it may. Try again tomorrow.',
    headers: { 'Retry-After': String(Math.max(1, row?.seconds ?? 1)) },
    extra: { daily_limit: row?.max ?? 0 },
  })
}
