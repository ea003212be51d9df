/** Something about an installation that somebody should know, in one sentence with what to do. */
export interface Finding {
  /** A warning leaves the installation sound. */
  readonly level: 'problem' | 'warning'
  readonly sentence: string
}

export function problem(sentence: string): Finding {
  return { level: 'problem', sentence }
}

export function warning(sentence: string): Finding {
  return { level: 'warning', sentence }
}
