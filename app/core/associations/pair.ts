/** A record that is associated with another one. */
export interface End {
  /** The name of its resource. */
  readonly type: string
  /** In lower case, as PostgreSQL orders ids. */
  readonly id: string
}

/** Two ends as they are kept. */
export interface Pair {
  readonly from: End
  readonly to: End
  /** Whether the one that was named first is kept as the second. */
  readonly isReversed: boolean
}

/** The order in which the ends of a pair are kept. */
export function pairOf(self: End, other: End): Pair {
  return compare(self, other) <= 0
    ? { from: self, to: other, isReversed: false }
    : { from: other, to: self, isReversed: true }
}

/** By types and then ids, each by its bytes. */
export function compare(one: End, other: End): number {
  const [first, second] = [one, other].map(({ type, id }) => `${type} ${id}`)
  if (first === undefined || second === undefined || first === second) return 0
  return first < second ? -1 : 1
}

/**
 * SQL that stands where a table stands: the associations between two resources as records of the one
 * see those of the other. Its rows have `self_id`, `other_id`, `labels`, which the other has for
 * oneself, `inverse_labels`, which oneself has for it and which only records of one resource tell
 * apart, `is_primary`, `version`, `created_at` and `updated_at`.
 *
 * @param organization SQL of the organization's id
 */
export function associationsSql(self: string, other: string, organization: string): string {
  if (self === other) return `(${seen(FORWARD)} UNION ALL ${seen(BACKWARD)})`
  return `(${seen(self < other ? FORWARD : { ...BACKWARD, labels: 'labels', inverse: 'inverse_labels' })})`

  function seen(way: Way): string {
    return `SELECT a.${way.self}_id AS self_id, a.${way.other}_id AS other_id,
        a.${way.labels} AS labels, a.${way.inverse} AS inverse_labels,
        a.${way.primary} AS is_primary, a.version, a.created_at, a.updated_at
      FROM associations a
      WHERE a.organization_id = ${organization}
        AND a.${way.self}_type = '${self}' AND a.${way.other}_type = '${other}'`
  }
}

interface Way {
  readonly self: 'from' | 'to'
  readonly other: 'from' | 'to'
  readonly labels: string
  readonly inverse: string
  readonly primary: string
}

const FORWARD: Way = {
  self: 'from',
  other: 'to',
  labels: 'labels',
  inverse: 'inverse_labels',
  primary: 'is_primary',
}

const BACKWARD: Way = {
  self: 'to',
  other: 'from',
  labels: 'inverse_labels',
  inverse: 'labels',
  primary: 'is_inverse_primary',
}
