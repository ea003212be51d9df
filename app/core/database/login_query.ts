import db from '@adonisjs/lucid/services/db'
import type { QueryResult, QueryResultRow } from 'pg'
import { asLogin } from '#core/database/connection'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Runs one read as the login role, for what the roles of units do not read, such as the
 * tables of pg-boss: in the running unit of the system, or by itself where there is none.
 */
export async function queryAsLogin<R extends QueryResultRow>(
  text: string,
  values: unknown[] = []
): Promise<QueryResult<R>> {
  const unit = UnitOfWork.current()
  if (unit?.organizationId !== null) return asLogin<R>(db, text, values)
  return unit.asLoginRole(() => unit.query<R>(text, values))
}
