import logger from '@adonisjs/core/services/logger'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const WRITTEN_EVERY_IN_MS = 60_000

const used = new Map<string, { organizationId: string; at: Date }>()
let clock: NodeJS.Timeout | undefined

/** Remembers that a key was used just now; it is written down within a minute. */
export function noteUsage(keyId: string, organizationId: string): void {
  clock ??= setInterval(() => void tryToWrite(), WRITTEN_EVERY_IN_MS).unref()
  used.set(keyId, { organizationId, at: new Date() })
}

/** Writes down when keys were last used. A later use that another process has seen stays. */
export async function writeUsage(): Promise<void> {
  if (used.size === 0) return
  const entries = [...used]
  used.clear()
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `UPDATE api_keys k SET last_used_at = entry.at
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) entry (organization_id, id, at)
       WHERE k.organization_id = entry.organization_id AND k.id = entry.id
         AND (k.last_used_at IS NULL OR k.last_used_at < entry.at)`,
      [
        entries.map(([, { organizationId }]) => organizationId),
        entries.map(([id]) => id),
        entries.map(([, { at }]) => at),
      ]
    )
  )
}

async function tryToWrite() {
  try {
    await writeUsage()
  } catch (error) {
    logger.warn({ err: error }, 'the last use of API keys was not written down')
  }
}
