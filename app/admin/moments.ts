import edge from 'edge.js'
import { DateTime } from 'luxon'
import { dayOf } from '#core/calendar/day'

const UTC = 'UTC'

/** How the pages of an organization, or those over all of them, write moments. */
export interface Clock {
  /** `2026-11-28`: the day by which filters find it. */
  readonly day: (moment: string | DateTime) => string
  /** `2026-11-28 09:30`, as HTML; of no organization's page `09:30 UTC`. */
  readonly moment: (moment: string | DateTime) => ReturnType<typeof edge.globals.html.safe>
}

/** @param zone the time zone of the organization; null where a page is of none, which says UTC */
export function clockOf(zone: string | null): Clock {
  const day = (moment: string | DateTime) => dayOf(read(moment), zone ?? UTC)
  return {
    day,
    moment: (moment) => {
      const at = read(moment)
      if (!at.isValid) return edge.globals.html.safe(edge.globals.html.escape(String(moment)))
      const time = at.setZone(zone ?? UTC).toFormat('HH:mm')
      const title = `${day(at)} ${time} ${zone ?? UTC}`
      const shown = zone === null ? `${time} ${UTC}` : time
      return edge.globals.html.safe(
        `<time datetime="${at.toUTC().toISO()}" title="${edge.globals.html.escape(title)}">${day(at)} <span class="faint">${shown}</span></time>`
      )
    },
  }
}

function read(moment: string | DateTime): DateTime {
  return typeof moment === 'string' ? DateTime.fromISO(moment, { zone: 'utc' }) : moment
}
