import { stripVTControlCharacters } from 'node:util'
import type { Plugin } from '#core/plugins/api'

/** A plugin that cannot start, or is not to. */
export interface Broken {
  readonly id: string
  /** Sentences that name it. */
  readonly reasons: readonly string[]
  /** What it says of itself, as far as that can be read. */
  readonly plugin: Plugin | null
  /** It is left out on purpose, or needs one that is. */
  readonly isLeftOut?: boolean
}

const MAX_REASON_LENGTH = 500

const found = new Map<string, Broken>()

/** Notes down that a plugin is broken, for those who may go on without it. */
export function markBroken({ id, reasons, plugin, isLeftOut = false }: Broken): void {
  const known = found.get(id)
  found.set(id, {
    id,
    reasons: [...new Set([...(known?.reasons ?? []), ...reasons])],
    plugin: plugin ?? known?.plugin ?? null,
    isLeftOut: isLeftOut && (known?.isLeftOut ?? true),
  })
}

/** All that are known to be broken. Servers start without them. */
export function brokenPlugins(): readonly Broken[] {
  return [...found.values()]
}

/** What an error says, in one line. */
export function wordsOf(error: unknown): string {
  const [text = ''] = (error instanceof Error ? error.message : String(error)).split('Caused by:')
  const line = stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').trim()
  return line.slice(0, MAX_REASON_LENGTH) || 'it does not say why'
}
