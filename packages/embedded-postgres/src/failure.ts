/** What went wrong with the embedded PostgreSQL, as a sentence for the person at the terminal. */
export class EmbeddedPostgresFailure extends Error {
  override name = 'EmbeddedPostgresFailure'
}

/** @returns the code of a system error (`ENOENT`, `EACCES`…), `undefined` for any other error */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
