import type { Identity } from '#core/access/identity'
import type { Read } from '#core/database/read'
import { UnitOfWork } from '#core/database/unit_of_work'
import { notFound } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'

/** Who reads, and notifications as their organization has them. */
interface Reader {
  readonly identity: Identity
  readonly resource: Resource
}

/** How many notifications the caller has that they have not read, of records that they may read. */
export function unreadCount(reader: Reader): Read<string> {
  const statement = new Statement()
  return statement.readJson(
    `SELECT json_build_object('count', count(*))::text AS body FROM notifications r
     WHERE ${readableTo(reader, statement)} AND r.read_at IS NULL`
  )
}

/** Notes that the caller has read one, or has not. Nothing happens where that is so already. @throws 404 */
export async function markOne(reader: Reader, id: string, isRead: boolean): Promise<void> {
  const statement = new Statement()
  const readable = readableTo(reader, statement)
  const { rowCount } = await UnitOfWork.get().query(
    `WITH found AS (
       SELECT r.id, (r.read_at IS NOT NULL) = ${statement.bind(isRead)} AS is_so FROM notifications r
       WHERE ${readable} AND r.id = ${statement.bind(id)}::uuid),
     marked AS (
       UPDATE notifications n
       SET read_at = ${isRead ? 'now()' : 'NULL'}, version = n.version + 1
       FROM found WHERE n.organization_id = app_organization() AND n.id = found.id AND NOT found.is_so)
     SELECT FROM found`,
    statement.values
  )
  if (rowCount === 0) throw notFound(reader.resource.singular)
}

/** Notes that the caller has read all. @returns how many they had not */
export async function markAll(reader: Reader): Promise<number> {
  const statement = new Statement()
  const { rowCount } = await UnitOfWork.get().query(
    `UPDATE notifications r SET read_at = now(), version = r.version + 1
     WHERE ${readableTo(reader, statement)} AND r.read_at IS NULL`,
    statement.values
  )
  return rowCount ?? 0
}

/** Those of the caller whose records they may read, as a condition on `r`. */
export function readableTo({ resource, identity }: Reader, statement: Statement): string {
  return new Scope(resource, identity, UnitOfWork.get().organizationId).readable(statement)
}
