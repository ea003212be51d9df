import { stripVTControlCharacters } from 'node:util'
import type { Plugin } from '#core/plugins/api'

/** A plugin with which nothing starts. */
export interface Broken {
  readonly id: string
  /** Sentences that name it. */
  readonly reasons: readonly string[]
  /** What it says of itself, as far as that can be read. */
  readonly plugin: Plugin | null
}

const MAX_REASON_LENGTH = 500

const found = new Map<string, Broken>()

/** Notes down that a plugin is broken, for those who may go on without it. */
export function markBroken({ id, reasons, plugin }: Broken): void {
  const known = found.get(id)
  found.set(id, {
    id,
    reasons: [...new Set([...(known?.reasons ?? []), ...reasons])],
    plugin: plugin ?? known?.plugin ?? null,
  })
}

/** All that are known to be broken. Servers do not start with any. */
export function brokenPlugins(): readonly Broken[] {
  return [...found.values()]
}

/** What an error says, in one line. */
export function wordsOf(error: unknown): string {
  const [text = ''] = (error instanceof Error ? error.message : String(error)).split('Caused by:')
  const line = stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').trim()
  return line.slice(0, MAX_REASON_LENGTH) || 'it does not say why'
}
