import pg from 'pg'
import type { Credentials } from '#core/access/bearer_guard'

/**
 * The one query that a unit of work for a caller opens with: who they are, and in
 * which organization, as JSON.
 *
 * @param named the organization that the caller names, by id or slug; null when none is named
 */
export function callerQuery(credentials: Credentials, named: string | null): string {
  const organization = named === null ? 'NULL' : pg.escapeLiteral(named)
  return `SELECT row_to_json(caller)::text AS answer FROM ${questionOf(credentials, organization)} caller`
}

/** The function of the database that knows the caller, called. */
function questionOf(credentials: Credentials, organization: string): string {
  if ('keyDigest' in credentials) {
    const digest = credentials.keyDigest.toString('hex')
    return `identify_key('\\x${digest}', ${organization})`
  }
  const { sessionId, userId } = credentials
  return `identify('${sessionId}', '${userId}', ${organization})`
}
