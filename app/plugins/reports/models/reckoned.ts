import type { DayRange } from '#core/calendar/day_range'
import { isLimited } from '#core/calendar/day_range'
import type { ListRequest } from '#core/resources/query/list_request'
import { type Reading, narrowed, within } from '#core/resources/query/reading'
import type { DEAL_STATUSES } from '#plugins/deals/resources/deals'

const OPEN: (typeof DEAL_STATUSES)[number] = 'open'

/**
 * The deals of a reading that count in a range of days: what is closed counts on the day on which it
 * was closed, and what is open on the day on which it was made.
 */
export function countedWithin({ all }: Reading, range: DayRange): ListRequest {
  if (!isLimited(range)) return all
  const isOpen = { name: 'status', operator: 'eq', operand: OPEN } as const
  return narrowed(all, [
    {
      any: [
        { all: within(range, 'actual_close_date') },
        { all: [isOpen, ...within(range, 'created_at')] },
      ],
    },
  ])
}
