import env from '#start/env'

/** What the application thinks of leads. */
export const leads = {
  /** From which score on a lead is hot. */
  hotScore: 70,
  /** For how many days a conversion can be taken back. */
  unconvertDays: env.get('LEADS_UNCONVERT_DAYS', 30),
} as const
