import type { Company } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** An event as it lies in the database. */
export interface StoredEvent {
  readonly id: string
  readonly organization_id: string
  readonly actor_id: string | null
  readonly api_key_id: string | null
  readonly action: string
  readonly outcome: string
  readonly resource: string
  readonly record_id: string | null
  readonly record_label: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
  readonly details: Record<string, unknown> | null
  readonly request_id: string | null
}

/** What happened to an organization's records of one resource, in its order. */
export async function eventsOf({ id }: Company, resource: string): Promise<StoredEvent[]> {
  return UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<StoredEvent & Record<string, unknown>>(
      'SELECT * FROM audit_events WHERE organization_id = $1 AND resource = $2 ORDER BY id',
      [id, resource]
    )
    return rows
  })
}

/** The actions of these events, in their order. */
export function actionsOf(events: readonly StoredEvent[]): string[] {
  return events.map(({ action }) => action)
}

/** What happened to an account, in its order. */
export async function accountEventsOf(userId: string) {
  return UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<{ action: string; ip_address: string; user_agent: string }>(
      'SELECT * FROM account_events WHERE user_id = $1 ORDER BY id',
      [userId]
    )
    return rows
  })
}
