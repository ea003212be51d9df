import type { Identity } from '#core/access/identity'

/**
 * Which records are a user's own, said once and used twice: as SQL for lists
 * and as a question to one record. A property test holds the two together.
 */
export interface OwnRecords {
  /** The column with the user who made the record, if it is kept. */
  readonly creator?: string
  /** The column with the employee to whom the record is assigned, if any. */
  readonly assignee?: string
  /** The column with the user whom the record is about, if any. */
  readonly subject?: string | undefined
}

/** Whose records are asked about. */
export type Owner = Pick<Identity, 'userId' | 'employeeId'>

/** A record as the predicate needs it: its columns by their names. */
export type RecordColumns = Readonly<Record<string, unknown>>

/** Whether the record is the caller's own. */
export function isOwn(own: OwnRecords | undefined, caller: Owner, record: RecordColumns): boolean {
  return claims(own, caller).some(([column, value]) => record[column] === value)
}

/**
 * The same as SQL over `r`.
 *
 * @param bind adds a value to the statement and answers its placeholder
 */
export function ownSql(
  own: OwnRecords | undefined,
  caller: Owner,
  bind: (value: unknown) => string
): string {
  const conditions = claims(own, caller).map(
    ([column, value]) => `r.${column} = ${bind(value)}::uuid`
  )
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`
}

/** Column and value pairs, each of which alone makes a record the caller's. */
export function claims(own: OwnRecords | undefined, caller: Owner): [string, string][] {
  const pairs: [string, string][] = []
  if (own?.creator) pairs.push([own.creator, caller.userId])
  if (own?.subject) pairs.push([own.subject, caller.userId])
  if (own?.assignee && caller.employeeId) pairs.push([own.assignee, caller.employeeId])
  return pairs
}
