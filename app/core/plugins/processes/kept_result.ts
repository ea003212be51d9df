import { PermanentFailure } from '#core/jobs/permanent_failure'

/**
 * What a step returned, as the JSON that is kept of it.
 *
 * @throws {PermanentFailure} for what JSON or PostgreSQL cannot hold: a further attempt would return it, too
 */
export function keptResult(result: unknown): string {
  try {
    return JSON.stringify(result, ensureKeepable) ?? 'null'
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new PermanentFailure(`What it returned cannot be kept as JSON: ${why}`)
  }
}

function ensureKeepable(name: string, value: unknown): unknown {
  for (const text of [name, value]) {
    if (typeof text !== 'string' || (!text.includes('\0') && text.isWellFormed())) continue
    throw new Error('a text in it is not readable')
  }
  return value
}
