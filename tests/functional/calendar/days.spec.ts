import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { dayOf, startOfDay } from '#core/calendar/day'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Where clocks change at odd hours, by odd amounts, over midnight, or over a whole day. */
const ZONES = [
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'America/Havana',
  'Atlantic/Azores',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'Pacific/Apia',
  'UTC',
]

const moments = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.getTime())

interface Row {
  readonly at: string
  readonly day: string
  readonly start: string
  readonly next: string
}

function ask(zone: string, at: readonly number[]): Promise<Row[]> {
  return UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<Row>(
      `SELECT (extract(epoch FROM at) * 1000)::bigint::text AS at, day_of(at, $1)::text AS day,
              (extract(epoch FROM start_of_day(day_of(at, $1), $1)) * 1000)::bigint::text AS start,
              (extract(epoch FROM start_of_day(day_of(at, $1) + 1, $1)) * 1000)::bigint::text AS next
       FROM unnest($2::timestamptz[]) at`,
      [zone, at.map((moment) => new Date(moment).toISOString())]
    )
    return rows
  })
}

/** The moments around each change of the clocks. */
function changesOf(zone: string): number[] {
  const found: number[] = []
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset
  const hour = 3_600_000
  const end = Date.UTC(2026, 11, 31)
  for (let at = Date.UTC(1990, 0, 1); at < end; at += 12 * hour) {
    if (offset(at) === offset(at + 12 * hour)) continue
    for (let minute = -120; minute <= 14 * 60; minute += 30) found.push(at + minute * 60_000)
  }
  return found
}

test.group('The calendar | days', () => {
  test('SQL and TypeScript agree on days and their beginnings: {$self}')
    .with(ZONES)
    .run(async ({ assert }, zone) => {
      const check = async (at: readonly number[]) => {
        for (const row of await ask(zone, at)) {
          const moment = DateTime.fromMillis(Number(row.at))
          const where = `${moment.toUTC().toISO()} in ${zone}`
          assert.equal(dayOf(moment, zone), row.day, where)
          assert.equal(startOfDay(row.day, zone).toMillis(), Number(row.start), where)
          assert.isTrue(Number(row.start) <= Number(row.at), `${where} is before its day`)
          assert.isTrue(Number(row.at) < Number(row.next), `${where} is after its day`)
        }
      }
      await check(changesOf(zone))
      await fc.assert(
        fc.asyncProperty(fc.array(moments, { minLength: 50, maxLength: 200 }), check),
        { numRuns: 5 }
      )
    })

  test('a day begins with the first of two midnights, and after one that is left out', ({
    assert,
  }) => {
    const begins = (day: string, zone: string) => startOfDay(day, zone).toISO()
    assert.equal(begins('2024-11-03', 'America/Havana'), '2024-11-03T04:00:00.000Z')
    assert.equal(begins('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00.000Z')
    assert.equal(begins('2011-12-30', 'Pacific/Apia'), begins('2011-12-31', 'Pacific/Apia'))
  })
})
