import ical, {
  ICalEventRepeatingFreq,
  ICalEventTransparency,
  type ICalEventData,
  type ICalRepeatingOptions,
} from 'ical-generator'
import { DateTime } from 'luxon'
import { tzlib_get_ical_block as timeZoneBlock } from 'timezones-ical-library'
import { readRecurrence } from '#plugins/activities/recurrence'

/** An activity as a calendar shows it. */
export interface Entry {
  readonly resource: 'tasks' | 'meetings' | 'calls'
  readonly id: string
  readonly subject: string
  readonly body: string | null
  readonly location: string | null
  readonly scheduled_at: Date
  readonly starts_at: Date | null
  readonly due_at: Date | null
  readonly ended_at: Date | null
  readonly recurrence: string | null
  readonly occurrence: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly version: number
  /** By whose clocks it recurs. */
  readonly zone: string
}

const CATEGORIES = { tasks: 'Task', meetings: 'Meeting', calls: 'Call' } as const

const FREQUENCIES = {
  days: ICalEventRepeatingFreq.DAILY,
  weeks: ICalEventRepeatingFreq.WEEKLY,
  months: ICalEventRepeatingFreq.MONTHLY,
} as const

/** Of a text that calendars show in a bubble. */
const MAX_DESCRIPTION = 2_000

/** A calendar of RFC 5545. The same entries make the same text. */
export function writeCalendar(name: string, entries: readonly Entry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'headless-crm', product: 'calendar', language: 'EN' },
    timezone: { name: null, generator: (zone) => describedZone(zone).block },
    ttl: 3_600,
  })
  for (const entry of entries) calendar.createEvent(eventOf(entry))
  return calendar.toString()
}

/** A task is an event, too, since many calendars show nothing else; it keeps no time free. */
function eventOf(entry: Entry): ICalEventData {
  const { resource, id, subject, body, location, version, zone } = entry
  const start = entry.starts_at ?? entry.scheduled_at
  const end = [entry.ended_at, entry.due_at].find((moment) => moment !== null && moment > start)
  const repeating = repeatingOf(entry)
  const moment = (at: Date) => DateTime.fromJSDate(at)
  return {
    id,
    sequence: version - 1,
    stamp: moment(entry.updated_at),
    created: moment(entry.created_at),
    lastModified: moment(entry.updated_at),
    start: moment(start),
    end: end ? moment(end) : null,
    summary: subject,
    description: body === null ? null : shortened(body),
    location,
    categories: [{ name: CATEGORIES[resource] }],
    transparency:
      resource === 'tasks' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    /* What recurs does so at the same time of day, also when clocks are changed. */
    ...(repeating && { repeating, timezone: describedZone(zone).name }),
  }
}

/** What is left of a series, from the entry on. */
function repeatingOf({ recurrence, occurrence }: Entry): ICalRepeatingOptions | null {
  const rule = recurrence === null ? null : readRecurrence(recurrence)
  if (rule === null) return null
  const { unit, interval, count, until } = rule
  return {
    freq: FREQUENCIES[unit],
    interval,
    ...(count !== null && { count: Math.max(1, count - occurrence + 1) }),
    ...(until !== null && { until }),
  }
}

function shortened(text: string): string {
  const characters = [...text]
  if (characters.length <= MAX_DESCRIPTION) return text
  return `${characters.slice(0, MAX_DESCRIPTION - 1).join('')}…`
}

/** A time zone as calendars are told of it. */
interface DescribedZone {
  readonly block: string | null
  /** By which name: `Asia/Kolkata` is what `Asia/Calcutta` is called there. Null for none that is known. */
  readonly name: string | null
}

function describedZone(zone: string): DescribedZone {
  const [block, parameter] = [timeZoneBlock(zone)].flat()
  const name = typeof parameter === 'string' ? (/^TZID=(.+)$/.exec(parameter)?.[1] ?? null) : null
  return { block: typeof block === 'string' && name !== null ? block : null, name }
}
