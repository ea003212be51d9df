import type { Identity } from '#core/access/identity'
import { jobIdentity } from '#core/access/job_identity'
import { UnitOfWork } from '#core/database/unit_of_work'
import { currentPlugins } from '#core/plugins/plugin_set'
import { Statement } from '#core/resources/query/statement'
import type { Candidate } from '#plugins/notifications/consumer/candidates'
import { readableSubjects } from '#plugins/notifications/subjects'

/** Those of what concerns users whose record each of them may read at this moment. */
export async function readableCandidates(candidates: readonly Candidate[]): Promise<Candidate[]> {
  const readable: Candidate[] = []
  for (const [userId, own] of Map.groupBy(candidates, ({ user_id: id }) => id)) {
    const user = await jobIdentity({ userId, keyId: null })
    if (user) readable.push(...(await readableTo(user, own)))
  }
  return readable
}

async function readableTo(user: Identity, own: readonly Candidate[]): Promise<Candidate[]> {
  const statement = new Statement()
  const { bind } = statement
  const condition = readableSubjects(await currentPlugins(user))(user, bind)
  const events = bind(own.map(({ event_id: id }) => id))
  const names = bind(own.map(({ resource }) => resource))
  const records = bind(own.map(({ record_id: id }) => id))
  const { rows } = await UnitOfWork.get().query<{ event_id: string }>(
    `SELECT r.event_id
     FROM unnest(${events}::uuid[], ${names}::text[], ${records}::uuid[])
       AS r (event_id, resource, record_id)
     WHERE ${condition ?? 'true'}`,
    statement.values
  )
  const found = new Set(rows.map(({ event_id: id }) => id))
  return own.filter(({ event_id: id }) => found.has(id))
}
