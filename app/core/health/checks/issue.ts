/** Something about an installation that a user should know, in one sentence with what to do. */
export interface Issue {
  /** A warning leaves the installation sound. */
  readonly level: 'problem' | 'warning'
  readonly sentence: string
}

/** What a check found, and what it saw that is neither good nor bad: `PostgreSQL 15.4`. */
export interface CheckResult {
  readonly issues: readonly Issue[]
  readonly notes: readonly string[]
}

export function problem(sentence: string): Issue {
  return { level: 'problem', sentence }
}

export function warning(sentence: string): Issue {
  return { level: 'warning', sentence }
}

/** `{ findings: [], notes: [] }` by default. */
export function checkResult(
  issues: readonly Issue[] = [],
  notes: readonly (string | null)[] = []
): CheckResult {
  return { issues, notes: notes.filter((note) => note !== null) }
}
