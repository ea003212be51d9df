import type { Group } from '@japa/runner/core'
import { type DateTime, Settings } from 'luxon'
import { setForAllUnits } from '#core/database/unit_of_work'

/**
 * Makes this the present moment, for what is written and for the calendar of
 * reports and filters; the system's clock, sessions and tokens go on as they are.
 */
export function setClock(moment: DateTime): void {
  const now = moment.toMillis()
  Settings.now = () => now
  setForAllUnits({ 'app.now': moment.toUTC().toISO() ?? '' })
}

/** Gives each test of a group the clock of the system back. */
export function restoreClock(group: Group): void {
  group.each.teardown(() => {
    Settings.now = () => Date.now()
    setForAllUnits({})
  })
}
