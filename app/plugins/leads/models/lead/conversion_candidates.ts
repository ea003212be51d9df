import type { Reader } from '#core/plugins/reader'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { UnitOfWork } from '#core/database/unit_of_work'
import customers from '#plugins/customers/resources/customers'
import type Lead from '#plugins/leads/models/lead'

/** How many customers are named at most who may be the one already. */
const MAX_CANDIDATES = 5

interface Candidate extends Record<string, unknown> {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly matched_by: readonly ('email' | 'name')[]
}

/**
 * The customers who may be what a lead is to become: of its address, or called as its company or
 * itself. Those that the caller may not read are a number.
 */
export async function customersLike({ identity, plugins }: Reader, lead: Lead) {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const scope = new Scope(plugins.extend(customers), identity, unit.organizationId)
  const email = `name_key(${statement.bind(lead.email)}::text)`
  const names = `${statement.bind([lead.company, lead.name].filter(Boolean))}::text[]`
  const mayRead = identity.grants.allows(customers.permission('read'))
  const readable = mayRead ? scope.readable(statement) : 'false'
  const { rows } = await unit.query<Candidate & { is_readable: boolean }>(
    `SELECT r.id, r.code, r.name, (${readable}) AS is_readable,
       array_remove(ARRAY[CASE WHEN r.email_key = ${email} THEN 'email' END,
         CASE WHEN r.name COLLATE alphabetical = ANY (${names}) THEN 'name' END], NULL) AS matched_by
     FROM customers r
     WHERE r.organization_id = app_organization() AND r.deleted_at IS NULL
       AND (r.email_key = ${email} OR r.name COLLATE alphabetical = ANY (${names}))
     ORDER BY is_readable DESC, r.created_at, r.id LIMIT 100`,
    statement.values
  )
  const known = rows.filter((row) => row.is_readable)
  return {
    customers: known
      .slice(0, MAX_CANDIDATES)
      .map(({ is_readable: isReadable, ...candidate }) => candidate),
    hidden_count: rows.length - known.length,
  }
}
