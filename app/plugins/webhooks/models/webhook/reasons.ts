/** Why a webhook is not active, and what is said of it. */
export const REASONS = {
  paused: 'A member paused it.',
  sponsor_gone: 'The member who answers for it, or the API key, may do nothing here any more.',
  sponsor_rights: 'The member who answers for it may not manage webhooks or read events any more.',
  filter_refused: 'The member who answers for it may not filter by its filter any more.',
  filter_not_indexed:
    'Its filter asks for a custom field without an index, of more records than are looked through.',
  filter_too_expensive: 'Its filter took longer than a statement may take.',
  events_expired: 'It was inactive for longer than events are kept.',
  gone: 'The receiver answered 410.',
  failing: 'For three days nothing was delivered.',
} as const

export type Reason = keyof typeof REASONS

/** Those for which it was disabled, and its sponsor gets a mail. */
export const DISABLING = ['gone', 'failing'] as const

export type DisablingReason = (typeof DISABLING)[number]

/** Those for which it pauses by itself. */
export type PausingReason = Exclude<Reason, DisablingReason | 'paused'>
