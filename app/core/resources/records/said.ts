import type { LucidRow } from '@adonisjs/lucid/types/model'

/** The attributes that were given to a record since it was last saved, also those that it had already. */
const said = new WeakMap<LucidRow, Set<string>>()

/** Notes that somebody gave these attributes, so that nothing is derived over them. */
export function say(record: LucidRow, ...attributes: readonly string[]): void {
  const known = said.get(record) ?? new Set()
  for (const attribute of attributes) known.add(attribute)
  said.set(record, known)
}

/**
 * Whether an attribute has a value that was given: another one, or the one that
 * it had. `$dirty` alone leaves the latter out, and answers what a save would
 * write, not what somebody said.
 */
export function isSaid(record: LucidRow, attribute: string): boolean {
  const value: unknown = record.$attributes[attribute]
  if (value === null || value === undefined) return false
  return attribute in record.$dirty || (said.get(record)?.has(attribute) ?? false)
}

/** Of these attributes, those that were given. */
export function saidOf(record: LucidRow, attributes: readonly string[]): ReadonlySet<string> {
  return new Set(attributes.filter((attribute) => isSaid(record, attribute)))
}

/** It is saved, or was refused: what comes next is another change. */
export function forgetSaid(record: LucidRow): void {
  said.delete(record)
}
