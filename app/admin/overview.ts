import { bars } from '#admin/chart'
import { sumsOf } from '#admin/job_page'
import { pipelineValues } from '#admin/pipeline_values'
import { humanize } from '#admin/humanize'
import { recentFailures } from '#core/http/exceptions/failures'
import { backlogs } from '#core/jobs/backlog'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Totals {
  readonly organizations: number
  readonly suspended: number
  readonly users: number
  readonly superusers: number
  readonly sessions: number
  /** Null when there are none. */
  readonly records: readonly RecordTotal[] | null
}

interface RecordTotal {
  readonly resource: string
  readonly total: number
}

interface Growth {
  readonly week: string
  readonly users: number
  readonly organizations: number
}

interface LargeOrganization {
  readonly name: string
  readonly slug: string
  readonly is_active: boolean
  readonly members: number
  readonly records: number
}

const WEEKS = 26

/** What there is over all organizations. In a unit of the system. */
export async function overview() {
  const unit = UnitOfWork.get()
  const totals = await unit.query<Totals & Record<string, unknown>>(
    `SELECT (SELECT count(*) FROM organizations) AS organizations,
            (SELECT count(*) FROM organizations WHERE NOT is_active) AS suspended,
            (SELECT count(*) FROM users) AS users,
            (SELECT count(*) FROM users WHERE is_superuser AND is_active) AS superusers,
            (SELECT count(*) FROM sessions WHERE revoked_at IS NULL AND expires_at > now()) AS sessions,
            (SELECT json_agg(counted) FROM (
               SELECT resource, sum(total)::bigint AS total FROM record_counters
               GROUP BY resource ORDER BY total DESC, resource) counted) AS records`
  )
  const growth = await unit.query<Growth & Record<string, unknown>>(
    `SELECT to_char(week, 'YYYY-MM-DD') AS week,
            (SELECT count(*) FROM users u WHERE u.created_at >= week
               AND u.created_at < week + interval '7 days') AS users,
            (SELECT count(*) FROM organizations o WHERE o.created_at >= week
               AND o.created_at < week + interval '7 days') AS organizations
     FROM generate_series(date_trunc('week', now()) - interval '${WEEKS - 1} weeks',
                          date_trunc('week', now()), interval '1 week') week`
  )
  const largest = await unit.query<LargeOrganization & Record<string, unknown>>(
    `SELECT o.name, o.slug, o.is_active,
            (SELECT count(*) FROM user_organizations m
             WHERE m.organization_id = o.id AND m.is_active) AS members,
            coalesce(counted.records, 0)::bigint AS records
     FROM organizations o
     LEFT JOIN (SELECT organization_id, sum(total) AS records FROM record_counters
                GROUP BY organization_id) counted ON counted.organization_id = o.id
     ORDER BY records DESC, o.name COLLATE alphabetical LIMIT 8`
  )
  return {
    totals: totals.rows[0],
    pipelines: await pipelineValues(),
    jobs: sumsOf(await backlogs()),
    failures: recentFailures(),
    records: (totals.rows[0]?.records ?? []).map(({ resource, total }) => ({
      label: humanize(resource),
      total,
    })),
    growth: {
      users: bars(growth.rows.map(({ week, users }) => ({ label: week, value: users }))),
      organizations: bars(
        growth.rows.map(({ week, organizations }) => ({ label: week, value: organizations }))
      ),
    },
    largest: largest.rows,
  }
}
