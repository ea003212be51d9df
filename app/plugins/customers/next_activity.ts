import { choiceBy, timestamp } from '#core/resources/fields'

/**
 * When something is next planned with a record, and whether that moment is over. Kept by the triggers
 * of activities, in a column of the record: of activities that all may see (ADR 0511).
 */
export const nextActivityFields = () => ({
  next_activity_at: timestamp({ in: ['detail'] }),
  activity_state: choiceBy(
    {
      none: 'r.next_activity_at IS NULL',
      planned: 'r.next_activity_at >= app_now()',
      overdue: 'r.next_activity_at < app_now()',
    },
    { in: ['detail'] }
  ),
})
