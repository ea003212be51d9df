import { hashOfToken } from '#core/access/opaque_token'
import type { Identity } from '#core/access/identity'
import { jobIdentity } from '#core/access/job_identity'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import { notFound } from '#core/http/exceptions/problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import { Statement } from '#core/resources/query/statement'
import { type Entry, writeCalendar } from '#plugins/activities/models/calendar_feed/write'
import { ownActivities } from '#plugins/activities/models/own_activities'

/** How far a calendar goes back and ahead, in days, and how many entries it has at the most. */
const BACK = 90
const AHEAD = 366
const MAX_ENTRIES = 1_000

/** Whose calendar it is. */
interface Feed extends Record<string, unknown> {
  readonly organization_id: string
  readonly user_id: string
  readonly name: string
}

/**
 * What the user of a feed has to do, as iCalendar (RFC 5545): as they may read it at this moment.
 *
 * @throws 404 for another secret, alike where the user belongs there no more or is locked out, and
 * where the organization is suspended
 */
export async function calendarOf(id: string, secret: unknown): Promise<string> {
  const feed = typeof secret === 'string' ? await findFeed(id, hashOfToken(secret)) : null
  if (feed === null) throw notFound('calendar feed')
  const { organization_id: organizationId, user_id: userId, name } = feed
  return UnitOfWork.run(
    forOrganization(organizationId),
    async () => {
      const user = await jobIdentity({ userId, keyId: null })
      if (user === null) throw notFound('calendar feed')
      return writeCalendar(name, await entriesOf(user))
    },
    { readOnly: true }
  )
}

async function findFeed(id: string, digest: Buffer): Promise<Feed | null> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<Feed>(
        `SELECT organization_id, user_id, name FROM calendar_feeds
         WHERE id = $1 AND secret_hash = $2`,
        [id, digest]
      ),
    { readOnly: true }
  )
  return rows[0] ?? null
}

/** What is planned, and the meetings and calls that were, the latest of them. */
async function entriesOf(user: Identity): Promise<readonly Entry[]> {
  const statement = new Statement()
  const own = ownActivities({ identity: user, plugins: await currentPlugins(user) }, statement, {
    from: `app_now() - make_interval(days => ${BACK})`,
    until: `app_now() + make_interval(days => ${AHEAD})`,
    condition: `(r.status = 'planned' OR (r.status = 'completed' AND r.kind <> 'task'))`,
  })
  const { rows } = await UnitOfWork.get().query<Entry & Record<string, unknown>>(
    `SELECT own.*, organization_time_zone() AS zone FROM (${own}) own
     ORDER BY own.scheduled_at DESC, own.id LIMIT ${MAX_ENTRIES}`,
    statement.values
  )
  return rows
}
