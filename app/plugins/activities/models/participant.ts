import type { ROLES } from '#plugins/activities/kinds'

/** Who takes part in an activity: one whom the organization knows, or an address. */
export interface Participant {
  readonly person_id: string | null
  readonly user_id: string | null
  readonly address: string | null
  /** Of an address; what a person or a user is called is read from where they are kept. */
  readonly name: string | null
  readonly role: (typeof ROLES)[number]
}

/** Participants as they are sent: what is absent is not said. */
export type StatedParticipant = { readonly [K in keyof Participant]?: Participant[K] | undefined }

/** Participants as they are kept: each once in each role. @param role of those who have none */
export function settleParticipants(
  stated: readonly StatedParticipant[],
  role: Participant['role']
): readonly Participant[] {
  const settled = stated.map((entry): Participant => {
    const { person_id: personId = null, user_id: userId = null, address = null } = entry
    return {
      person_id: personId,
      user_id: userId,
      address,
      name: address === null ? null : (entry.name ?? null),
      role: entry.role ?? role,
    }
  })
  return [...new Map(settled.map((entry) => [keyOf(entry), entry])).values()]
}

function keyOf({ person_id: personId, user_id: userId, address, role }: Participant): string {
  return JSON.stringify([personId, userId, address?.toLowerCase(), role])
}
