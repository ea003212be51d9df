/*
 * SQL in statements of the application that is someone else's, such as a plugin's
 * condition: marked, so that what PostgreSQL says against it bears their name.
 */

const MARK = /\/\* of ([a-z0-9-]+) \*\//g

/** What a statement contains that has SQL in it which is not the application's. */
export const FOREIGN_SQL = '/* of '

/** Marks SQL as someone's. @param owner the id of a plugin */
export function markSql(owner: string, sql: string): string {
  return `${FOREIGN_SQL}${owner} */ (${sql}) /* end */`
}

/** What PostgreSQL cannot do of someone's SQL. */
export class ForeignSqlError extends Error {
  constructor(
    readonly owner: string,
    cause: Error
  ) {
    super(`PostgreSQL cannot do what "${owner}" asks: ${cause.message}`, { cause })
  }
}

/**
 * The error that a statement failed with, under the name of whose SQL it is about: by its place, or
 * because no one else has any in it. Errors about anything but syntax, names and values stay as they are.
 */
export function attributedSql(error: unknown, text: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !/^(22|42)/.test(String(error.code))) {
    return error
  }
  const owner = ownerAt(text, 'position' in error ? Number(error.position) : Number.NaN)
  return owner === null ? error : new ForeignSqlError(owner, error)
}

/** @param position of a character, from 1; `NaN` when it is not known */
function ownerAt(text: string, position: number): string | null {
  const marks = [...text.matchAll(MARK)].map(({ index, [1]: owner = '' }) => ({ index, owner }))
  if (Number.isNaN(position)) {
    const owners = new Set(marks.map(({ owner }) => owner))
    return owners.size === 1 ? (marks[0]?.owner ?? null) : null
  }
  const mark = marks.findLast(({ index }) => index < position)
  if (!mark) return null
  const end = text.indexOf('/* end */', mark.index)
  return end >= position ? mark.owner : null
}
