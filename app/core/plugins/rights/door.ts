import type { Identity } from '#core/access/identity'
import { type Initiator, jobIdentity } from '#core/access/job_identity'
import { Problem } from '#core/http/exceptions/problem'
import type { RecordAccess, Records } from '#core/plugins/api'

/** With whose rights records are read and written; null is the system. */
export type Actor = Identity | null

/** How the records of a context are reached: in which unit, and for whom. */
export interface Door {
  /** Runs work in a unit of the organization: the running one, or one of its own. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** In that unit. @throws 403 for somebody who may do nothing here any more */
  actor(): Promise<Actor>
}

/** Records as a context reaches them. Nothing is loaded, or asked, before they are. */
export function recordAccess(door: Door): RecordAccess {
  const asSystem = { ...door, actor: async () => null }
  return {
    records: (name) => lazyRecords(door, name),
    asSystem: () => ({ records: (name) => lazyRecords(asSystem, name) }),
  }
}

function lazyRecords(door: Door, name: string): Records {
  const load = async () => {
    const { recordsThrough } = await import('#core/plugins/rights/record_access')
    return recordsThrough(door, name)
  }
  return {
    find: async (id) => (await load()).find(id),
    list: async (options) => (await load()).list(options),
    create: async (body) => (await load()).create(body),
    update: async (id, body) => (await load()).update(id, body),
    delete: async (id, options) => (await load()).delete(id, options),
  }
}

/** Who caused what runs later, with what they may at this moment. In a unit of the organization. */
export async function causingCaller(cause: Initiator | null): Promise<Actor> {
  return cause === null ? null : jobIdentity(cause)
}

/** The same for those with whose rights records are reached. @throws 403 when they have none any more */
export async function causingActor(cause: Initiator | null): Promise<Actor> {
  const caller = await causingCaller(cause)
  if (cause === null || caller !== null) return caller
  throw new Problem(403, {
    code: 'permission_denied',
    detail: 'The user who caused this may do nothing here any more.',
    phrase: 'problems.cause_is_gone',
  })
}
