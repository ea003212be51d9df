/** By what ways a user is notified. */
export const CHANNELS = ['in_app', 'email'] as const

export type Channel = (typeof CHANNELS)[number]

/** Whether each way is used. */
export type Ways = Readonly<Record<Channel, boolean>>

const BOTH: Ways = { in_app: true, email: true }
const IN_APP: Ways = { in_app: true, email: false }

/**
 * What users are notified of, and how by default. Where one event is
 * several of them for a user, it is the first.
 */
export const KINDS = {
  assigned: BOTH,
  mentioned: BOTH,
  task_due: BOTH,
  import_finished: BOTH,
  deal_won: IN_APP,
  deal_lost: IN_APP,
  deal_moved: IN_APP,
} as const satisfies Readonly<Record<string, Ways>>

export type NotificationKind = keyof typeof KINDS

const NAMES: ReadonlySet<string> = new Set(Object.keys(KINDS))

export function isKind(name: string): name is NotificationKind {
  return NAMES.has(name)
}

/** Their names, the one first that says most. */
export const KIND_NAMES: readonly NotificationKind[] = Object.keys(KINDS).filter(isKind)
