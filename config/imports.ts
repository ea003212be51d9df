import env from '#start/env'

/** How much may be imported at once, and for how long its file is kept. */
export const imports = {
  /** Bytes of a file. */
  maxBytes: env.get('IMPORT_MAX_MEGABYTES', 10) * 1024 * 1024,
  /** Lines of a file, besides its header. */
  maxLines: env.get('IMPORT_MAX_LINES', 50_000),
  maxColumns: 200,
  /** How many an organization may have that are not finished. */
  maxUnfinished: 10,
  /**
   * Lines that are one transaction. It keeps the numbers of new records to
   * itself, so that others wait for it who make one: not for long.
   */
  pieceSize: 100,
  /** Days after which the lines of a finished import are removed. */
  keepDays: env.get('IMPORT_KEEP_DAYS', 7),
} as const
