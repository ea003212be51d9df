/** A plugin, by what its names begin with. */
export interface Named {
  readonly id: string
  /** Besides its id. */
  readonly prefixes?: readonly string[] | undefined
}

/**
 * Whether a name is a plugin's own, since it begins with its id or with another of its prefixes:
 * `loyalty`, `loyalty-entries`, `loyalty_entries`. What a longer prefix of another plugin begins,
 * such as `loyalty-cards`, is that one's.
 *
 * @param all plugins
 */
export function namesOwnedBy(owner: Named, all: readonly Named[]): (name: string) => boolean {
  const own = prefixesOf(owner)
  const others = all.filter(({ id }) => id !== owner.id).flatMap(prefixesOf)
  return (name) => {
    const longest = longestOf(own, name)
    return longest > 0 && longest >= longestOf(others, name)
  }
}

/** What the names of a plugin begin with. */
export function prefixesOf({ id, prefixes = [] }: Named): readonly string[] {
  return [id, ...prefixes]
}

/** Whether a name is a prefix, or begins with one and a hyphen. */
export function isBegunBy(name: string, prefix: string): boolean {
  const words = name.replaceAll('_', '-')
  return words === prefix || words.startsWith(`${prefix}-`)
}

function longestOf(prefixes: readonly string[], name: string): number {
  const fitting = prefixes.filter((prefix) => isBegunBy(name, prefix))
  return Math.max(0, ...fitting.map(({ length }) => length))
}
