/** Something about an installation that somebody should know, in one sentence with what to do. */
export interface Finding {
  /** A warning leaves the installation sound. */
  readonly level: 'problem' | 'warning'
  readonly sentence: string
}

/** What a check found, and what it saw that is neither good nor bad: `PostgreSQL 15.4`. */
export interface Examined {
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
}

export function problem(sentence: string): Finding {
  return { level: 'problem', sentence }
}

export function warning(sentence: string): Finding {
  return { level: 'warning', sentence }
}

/** `{ findings: [], notes: [] }` unless told otherwise. */
export function examined(
  findings: readonly Finding[] = [],
  notes: readonly (string | null)[] = []
): Examined {
  return { findings, notes: notes.filter((note) => note !== null) }
}
