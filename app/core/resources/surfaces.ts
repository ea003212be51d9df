import type { Field, Surface } from '#core/resources/fields'

const DETAIL: readonly Surface[] = ['detail']
const DETAIL_AND_EXPORT: readonly Surface[] = ['detail', 'export']

type Fields = Readonly<Record<string, Field>>

/**
 * The names of the fields that are shown there, in the order in which they are
 * declared.
 *
 * @param usual where those are shown that do not say it
 */
export function shownIn(
  fields: Fields,
  surface: Surface,
  usual?: readonly Surface[]
): readonly string[] {
  return namesOf(fields, ({ in: own, type }) =>
    (own ?? usual ?? (type === 'json' ? DETAIL : DETAIL_AND_EXPORT)).includes(surface)
  )
}

/** The names of the fields that the search of an admin page looks through. */
export function searchedIn(fields: Fields): readonly string[] {
  return namesOf(fields, ({ search }) => search)
}

/**
 * The names of the fields by which counts of records are kept, in the order of
 * their places.
 *
 * @throws when a place is missing, or taken twice
 */
export function groupedBy(resource: string, fields: Fields): readonly string[] {
  const names = namesOf(fields, ({ groupBy }) => groupBy !== null).toSorted(
    (one, other) => placeOf(fields, one) - placeOf(fields, other)
  )
  if (names.every((name, index) => placeOf(fields, name) === index + 1)) return names
  throw new Error(`${resource} must be grouped by fields of the places 1 to ${names.length}`)
}

function placeOf(fields: Fields, name: string): number {
  return fields[name]?.groupBy ?? 0
}

function namesOf(fields: Fields, isMeant: (field: Field) => boolean): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => (isMeant(field) ? [name] : []))
}
