import app from '@adonisjs/core/services/app'
import { checkCounters } from '#support/checkup/counters'
import { checkDatabase } from '#support/checkup/database'
import type { Finding } from '#support/checkup/finding'
import { checkJobs } from '#support/checkup/jobs'
import { checkLogs } from '#support/checkup/logs'
import { checkPlugins } from '#support/checkup/plugins'
import { checkSettings } from '#support/checkup/settings'
import { settings } from '#support/settings'

/**
 * All that is wrong with this installation. Counting needs a sound database.
 *
 * @param isBrief leaves out what takes as long as there are records, and what a
 * server that answers has asked before
 */
export async function examine({ isBrief = false } = {}): Promise<Finding[]> {
  const database = await checkDatabase({ isMigrated: isBrief })
  const isSound = database.every(({ level }) => level !== 'problem')
  return [
    ...checkSettings(settings, app.inProduction),
    ...(await checkLogs()),
    ...database,
    ...(isSound
      ? [
          ...(isBrief ? [] : [...(await checkPlugins()), ...(await checkCounters())]),
          ...(await checkJobs()),
        ]
      : []),
  ]
}
