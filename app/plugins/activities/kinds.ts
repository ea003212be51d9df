/** The kinds of activities: the names of their resources, by what one is called in the table. */
export const KINDS = {
  task: 'tasks',
  note: 'notes',
  meeting: 'meetings',
  call: 'calls',
  message: 'messages',
} as const

export type Kind = keyof typeof KINDS
export type ActivityName = (typeof KINDS)[Kind]

/** Those that are planned, done, and reminded of. The others have happened when they are written down. */
export const PLANNED: ReadonlySet<ActivityName> = new Set(['tasks', 'meetings', 'calls'])

export const STATUSES = ['planned', 'completed', 'canceled'] as const
export const VISIBILITIES = ['private', 'team', 'all'] as const
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export const DIRECTIONS = ['inbound', 'outbound'] as const
export const OUTCOMES = ['connected', 'no_answer', 'busy', 'left_message', 'wrong_number'] as const
export const CHANNELS = ['email', 'chat', 'sms', 'other'] as const
export const ROLES = ['organizer', 'attendee', 'optional', 'from', 'to', 'cc', 'bcc'] as const

/** How many take part at most. */
export const MAX_PARTICIPANTS = 200
/** With how many records one is associated as it is made. */
export const MAX_ASSOCIATIONS = 20
/** Of the text of one, as UTF-8. */
export const MAX_BODY_BYTES = 102_400
