import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'

/** Less than the patience of those who ask. */
const PATIENCE_IN_MS = 1_500

let asked: Promise<boolean> | null = null

/**
 * Whether the database answers at once. One that hangs is one that does not, and
 * those who ask meanwhile wait for the same answer, not for connections of their own.
 */
export async function databaseAnswers(): Promise<boolean> {
  const giveUp = new AbortController()
  asked ??= ask().finally(() => {
    asked = null
  })
  try {
    return await Promise.race([
      asked,
      sleep(PATIENCE_IN_MS, false, { signal: giveUp.signal, ref: false }),
    ])
  } finally {
    giveUp.abort()
  }
}

async function ask(): Promise<boolean> {
  try {
    await db.rawQuery('SELECT 1')
    return true
  } catch (error) {
    logger.warn({ err: error }, 'the database does not answer')
    return false
  }
}
