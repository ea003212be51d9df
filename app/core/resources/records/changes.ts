import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'

type Hook<Model extends LucidModel> = (record: InstanceType<Model>) => void | Promise<void>

/**
 * A hook of a model that runs before a save which changes one of these
 * attributes. A new record changes all that it was given.
 */
export function beforeChangeOf(...attributes: readonly string[]) {
  return function <Model extends LucidModel>(
    target: Model,
    _name: string,
    { value: hook }: { readonly value?: Hook<Model> }
  ) {
    target.boot()
    target.before('save', function runIfChanged(record) {
      const { $dirty: changed } = record
      return attributes.some((name) => name in changed) ? hook?.call(target, record) : undefined
    })
  }
}

/** The attributes that were given to a record since it was last saved, also those that it had already. */
const given = new WeakMap<LucidRow, Set<string>>()

/** Notes that these attributes were given, so that nothing is derived over them. */
export function noteGiven(record: LucidRow, ...attributes: readonly string[]): void {
  const known = given.get(record) ?? new Set()
  for (const attribute of attributes) known.add(attribute)
  given.set(record, known)
}

/**
 * Whether an attribute has a value that was given: another one, or the one that
 * it had. `$dirty` alone leaves the latter out, and answers what a save would
 * write, not what was given.
 */
export function isGiven(record: LucidRow, attribute: string): boolean {
  const value: unknown = record.$attributes[attribute]
  if (value === null || value === undefined) return false
  return attribute in record.$dirty || (given.get(record)?.has(attribute) ?? false)
}

/** Of these attributes, those that were given. */
export function givenOf(record: LucidRow, attributes: readonly string[]): ReadonlySet<string> {
  return new Set(attributes.filter((attribute) => isGiven(record, attribute)))
}

/** It is saved, or was refused: what comes next is another change. */
export function forgetGiven(record: LucidRow): void {
  given.delete(record)
}
