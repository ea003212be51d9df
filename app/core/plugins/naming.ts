/**
 * Whether a name is a plugin's own, since it begins with its id: `loyalty`,
 * `loyalty-entries`, `loyalty_entries`. What a plugin of a longer id begins
 * with, such as `loyalty-cards`, is that one's.
 *
 * @param ids of all plugins
 */
export function namesOwnedBy(id: string, ids: readonly string[]): (name: string) => boolean {
  const longer = ids.filter((other) => other.startsWith(`${id}-`))
  return (name) => begins(name, id) && !longer.some((other) => begins(name, other))
}

function begins(name: string, id: string): boolean {
  const words = name.replaceAll('_', '-')
  return words === id || words.startsWith(`${id}-`)
}
