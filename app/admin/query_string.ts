export type Query = Readonly<Record<string, unknown>>

/** A query string with some parameters changed; null takes one away. Starts with `?`, or is empty. */
export function queryWith(query: Query, change: Readonly<Record<string, string | null>>): string {
  const parameters = new Map(flat(query))
  for (const [name, value] of Object.entries(change)) {
    if (value === null) parameters.delete(name)
    else parameters.set(name, value)
  }
  const text = new URLSearchParams([...parameters]).toString()
  return text === '' ? '' : `?${text}`
}

/** `{ value: { gte: '1' } }` → `[['value[gte]', '1']]`. */
export function flat(query: Query): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, part]): [string, string] => [
          `${name}[${key}]`,
          String(part),
        ])
      : [[name, String(value)] as [string, string]]
  )
}

/**
 * What a form of filters sends, as the list engine reads it: fields that were
 * left empty are not there, and several choices are one list.
 */
export function withoutBlanks(query: Query): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const inner = withoutBlanks(Object.fromEntries(Object.entries(value)))
      if (Object.keys(inner).length > 0) kept[name] = inner
    } else if (Array.isArray(value)) {
      const several = value.filter((item) => item !== '')
      if (several.length > 0) kept[name] = several.join(',')
    } else if (value !== '') {
      kept[name] = value
    }
  }
  return kept
}
