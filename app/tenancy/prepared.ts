/** Statements that every connection keeps: enough for those that repeat, little for PostgreSQL to hold. */
const MOST = 100

const names = new Map<string, string>()

/**
 * The name under which connections keep a statement prepared, so that it is
 * parsed and planned once and not each time. The first hundred texts get one;
 * null for the rest, which are prepared each time.
 *
 * Only for statements whose best plan is the same for every organization, and
 * whose texts are few: a hundred of anybody's making would leave none for ours.
 */
export function preparedName(text: string): string | null {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MOST) return null
  const name = `kept_${names.size + 1}`
  names.set(text, name)
  return name
}
