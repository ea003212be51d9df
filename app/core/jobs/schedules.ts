import logger from '@adonisjs/core/services/logger'
import type { PgBoss } from 'pg-boss'
import { defineJob } from '#core/jobs/define_job'
import { producer } from '#core/jobs/boss'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** A schedule as pg-boss keeps it: of one queue there is one for each key. */
interface Schedule {
  readonly name: string
  /** The time zone of a schedule that there is once for each; empty for others. */
  readonly key: string
  readonly cron: string
}

/**
 * Brings the schedules that pg-boss keeps in the database, so that all processes share them, to what
 * the jobs of this process say: one for each job, or for each time zone that an organization has.
 * pg-boss sees to the clocks that are changed in spring and autumn.
 */
export async function syncSchedules(boss: PgBoss): Promise<void> {
  const wanted = await wantedSchedules()
  const known = new Set(jobs.all().map(({ queue }) => queue))
  const kept = await boss.getSchedules()
  for (const { name, key } of kept) {
    if (known.has(name) && !find(wanted, { name, key })) await boss.unschedule(name, key)
  }
  for (const schedule of wanted) {
    const { name, key, cron } = schedule
    if (find(kept, schedule)?.cron === cron) continue
    try {
      if (key === '') await boss.schedule(name, cron)
      else await boss.schedule(name, cron, { zone: key }, { tz: key, key })
    } catch (error) {
      /* One that cannot be read, such as "61 * * * *" of a plugin, keeps no one else's from running. */
      logger.error({ err: error, job: name, cron }, 'A schedule cannot be kept')
    }
  }
}

/** Sees to the schedules of time zones that organizations have had only since workers started. */
export default defineJob<Record<never, never>>({
  name: 'jobs:zones',
  every: '*/10 * * * *',
  unit: 'none',

  async handle() {
    await syncSchedules(await producer.get())
  },
})

function find<T extends Pick<Schedule, 'name' | 'key'>>(
  schedules: readonly T[],
  { name, key }: Pick<Schedule, 'name' | 'key'>
): T | undefined {
  return schedules.find((schedule) => schedule.name === name && schedule.key === key)
}

async function wantedSchedules(): Promise<Schedule[]> {
  const all = jobs.all()
  const zones = all.some(({ zoned }) => zoned) ? await timeZones() : []
  return all.flatMap(({ queue, every, zoned }) => {
    if (every === null) return []
    return (zoned ? zones : ['']).map((key) => ({ name: queue, key, cron: every }))
  })
}

async function timeZones(): Promise<string[]> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<{ zone: string }>(
        'SELECT DISTINCT time_zone AS zone FROM organizations WHERE is_active ORDER BY 1'
      ),
    { readOnly: true }
  )
  return rows.map(({ zone }) => zone)
}
