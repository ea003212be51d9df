import { likeLiteral } from '#query/statement'
import { UnitOfWork } from '#tenancy/unit_of_work'

interface ListedUser extends Record<string, unknown> {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly is_active: boolean
  readonly is_superuser: boolean
  readonly organizations: number
  readonly last_login_at: string | null
  readonly created_at: string
  readonly found: number
}

const PAGE_SIZE = 25
const TIME = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A page of the people whose name, e-mail or username contains a text. In a unit of the system. */
export async function listUsers(search: string, page: number) {
  const { rows } = await UnitOfWork.get().query<ListedUser>(
    `SELECT found.id, found.email, found.name, found.is_active, found.is_superuser, found.found,
            ${TIME('found.last_login_at')} AS last_login_at, ${TIME('found.created_at')} AS created_at,
            (SELECT count(*) FROM user_organizations m
             WHERE m.user_id = found.id AND m.is_active) AS organizations
     FROM (SELECT u.*, count(*) OVER () AS found,
                  coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email) AS name
           FROM users u
           WHERE lower(concat_ws(' ', u.first_name, u.last_name, u.email, u.username)) LIKE lower($1)
           ORDER BY u.created_at DESC, u.id DESC LIMIT $2 OFFSET $3) found
     ORDER BY found.created_at DESC, found.id DESC`,
    [`%${likeLiteral(search)}%`, PAGE_SIZE, (page - 1) * PAGE_SIZE]
  )
  const count = rows[0]?.found ?? 0
  return { rows, count, page, isLast: page * PAGE_SIZE >= count }
}
