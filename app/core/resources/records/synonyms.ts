import { invalid } from '#core/http/exceptions/problem'

/** A field of a record, by its attribute and as bodies call it. */
interface Name {
  readonly attribute: string
  readonly field: string
}

/** What a change does to the attributes of a record. */
interface Change {
  /** Those that are not what they were. */
  readonly changed: ReadonlySet<string>
  /** Those that it gives, also when they are what they were. */
  readonly said: ReadonlySet<string>
}

/**
 * Completes two fields that stand for each other: whichever is changed alone
 * changes the other one, and what is said of both is kept.
 *
 * @returns the value that follows, by its attribute
 * @throws 422 when one is emptied and the other is not said: it would be filled again
 */
export function completeSynonyms(
  values: Readonly<Record<string, unknown>>,
  [one, other]: readonly [Name, Name],
  { changed, said }: Change
): Record<string, unknown> {
  for (const [name, twin] of [
    [one, other],
    [other, one],
  ] as const) {
    const isEmptied = changed.has(name.attribute) && !values[name.attribute]
    if (isEmptied && values[twin.attribute] && !said.has(twin.attribute)) throw needed(name, twin)
  }
  for (const [name, twin] of [
    [one, other],
    [other, one],
  ] as const) {
    const value = values[name.attribute]
    const leads = changed.has(name.attribute) && !said.has(twin.attribute)
    if (value && (leads || !values[twin.attribute])) return { [twin.attribute]: value }
  }
  return {}
}

function needed({ field }: Name, twin: Name) {
  const message = `${field} and ${twin.field} stand for each other: it cannot be empty`
  return invalid([{ field, rule: 'required', message }])
}
