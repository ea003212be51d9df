import { UnitOfWork } from '#tenancy/unit_of_work'
import { likeLiteral } from '#query/statement'

export interface ListedOrganization {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly subscription_plan: string
  readonly is_active: boolean
  readonly members: number
  readonly records: number
  readonly created_at: string
  readonly found: number
}

const PAGE_SIZE = 25

/** A page of the organizations whose name, slug or e-mail contains a text. In a unit of the system. */
export async function listOrganizations(search: string, page: number) {
  const { rows } = await UnitOfWork.get().query<ListedOrganization & Record<string, unknown>>(
    `SELECT found.*,
            (SELECT count(*) FROM user_organizations m
             WHERE m.organization_id = found.id AND m.is_active) AS members,
            (SELECT coalesce(sum(total), 0)::bigint FROM record_counters c
             WHERE c.organization_id = found.id) AS records
     FROM (SELECT o.id, o.name, o.slug, o.subscription_plan, o.is_active,
                  to_char(o.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
                  count(*) OVER () AS found
           FROM organizations o
           WHERE lower(o.name || ' ' || o.slug || ' ' || coalesce(o.email, '')) LIKE lower($1)
           ORDER BY o.created_at DESC, o.id DESC LIMIT $2 OFFSET $3) found
     ORDER BY created_at DESC, id DESC`,
    [`%${likeLiteral(search)}%`, PAGE_SIZE, (page - 1) * PAGE_SIZE]
  )
  const count = rows[0]?.found ?? 0
  return { rows, count, page, isLast: page * PAGE_SIZE >= count }
}
