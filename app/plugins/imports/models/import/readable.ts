import { Problem, notFound } from '#core/http/exceptions/problem'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import type { RequestContext } from '#core/resources/records/record'
import { readsWhole } from '#plugins/imports/resources/imports'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Who asks for what a file held. */
export type Reader = Pick<RequestContext, 'identity' | 'resource'>

interface Asked extends Record<string, unknown> {
  readonly is_removed: boolean
  readonly is_readable: boolean
}

/**
 * These columns of an import, for a caller who may see what its file held.
 *
 * @throws 404 when there is no such import for the caller, or its lines are removed; 403 when they may not
 * see what it held
 */
export async function readHeld<T extends Record<string, unknown>>(
  { resource, identity }: Reader,
  id: string,
  columns: string
): Promise<T> {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const scope = new Scope(resource, identity, unit.organizationId).readable(statement)
  const { rows } = await unit.query<T & Asked>(
    `SELECT ${columns}, r.file_removed_at IS NOT NULL AS is_removed,
            ${readsWhole(identity)} AS is_readable
     FROM imports r WHERE ${scope} AND r.id = ${statement.bind(id)}`,
    statement.values
  )
  const [held] = rows
  if (!held) throw notFound(resource.singular)
  if (!held.is_readable) throw notYours()
  if (held.is_removed) throw removed()
  return held
}

/** What an import held that is gone by now. */
export function removed(): Problem {
  return new Problem(404, {
    code: 'file_removed',
    detail: 'The lines of this import have been removed since.',
  })
}

function notYours(): Problem {
  return new Problem(403, {
    code: 'permission_denied',
    detail:
      'Only the user who started the import, and users who may read everything in it, can download this file.',
  })
}
