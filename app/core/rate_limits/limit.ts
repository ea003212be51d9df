/** So many within so many seconds. */
export interface Limit {
  readonly max: number
  readonly seconds: number
}

const LIMIT = /^(\d{1,9})\/(\d{1,9})$/

/**
 * Reads `20/60`, twenty within a minute; null for `off`.
 *
 * @param setting what to name when it is neither
 */
export function readLimit(setting: string, text: string): Limit | null {
  if (text === 'off') return null
  const [, max, seconds] = LIMIT.exec(text) ?? []
  if (!Number(max) || !Number(seconds)) {
    throw new Error(`${setting} is "${text}". Write 20/60 for 20 within 60 seconds, or off.`)
  }
  return { max: Number(max), seconds: Number(seconds) }
}
