/** Why this process does not go on, as sentences for the person who started it. */
export class StartupError extends Error {
  override name = 'StartupError'

  constructor(
    summary: string,
    readonly reasons: readonly string[] = []
  ) {
    super([summary, ...reasons.map((reason) => `  - ${reason}`)].join('\n'))
  }

  /** How the framework shows it where a command was refused: without a stack, which says nothing more. */
  render(): void {
    console.error(`\n${this.message}\n`)
  }
}
