import env from '#start/env'

/** Days for which events are kept at the least: whatever happened can still be looked into. */
const MIN = 30

interface Retention {
  /** Days after which events are forgotten; null: never. */
  keepDays: number | null
}

/** For how long the audit log and the events of accounts are kept. */
export const audit: Retention = { keepDays: readKeepDays(env.get('AUDIT_KEEP_DAYS')) }

/** @throws when the setting is too short, or no number of days */
export function readKeepDays(days: number | undefined): number | null {
  if (days === undefined) return null
  if (Number.isInteger(days) && days >= MIN) return days
  throw new Error(
    `AUDIT_KEEP_DAYS is "${days}". Write a number of days from ${MIN} on, or nothing to keep all.`
  )
}
