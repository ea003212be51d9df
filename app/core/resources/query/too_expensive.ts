import type { Read } from '#core/database/read'
import { Problem } from '#core/http/exceptions/problem'
import { type Condition, type Filter, leavesOf } from '#core/resources/query/condition_tree'
import type { About } from '#core/resources/query/field_path'
import { columnOf } from '#core/resources/query/field_sql'
import type { Operator } from '#core/resources/fields'

/** What PostgreSQL says when a statement has had its time. */
const CANCELED = '57014'

/** What no order of an index answers. */
const UNORDERED: ReadonlySet<Operator> = new Set(['contains', 'ne', 'nin'])

/** The same read, which is refused where it takes longer than a statement may. @throws 422 naming a condition */
export function refusingExpensive<T>(
  read: Read<T>,
  about: About,
  conditions: readonly Condition[]
): Read<T> {
  return read.catch((error) => {
    throw isCanceled(error) ? tooExpensive(about, conditions) : error
  })
}

/** 422: what was asked takes too long, most likely by the condition that it names. */
function tooExpensive(about: About, conditions: readonly Condition[]): Problem {
  const leaves = conditions.flatMap(leavesOf)
  const leaf = leaves.find((each) => !isIndexable(about, each)) ?? leaves[0]
  const named = leaf?.at ?? 'where'
  return new Problem(422, {
    code: 'query_too_expensive',
    detail: `This took too long. No index serves "${named}" as it is asked: narrow it by further conditions.`,
    extra: { parameter: named },
  })
}

/** Whether an index could answer it: a column that is compared, and not what is computed. */
function isIndexable({ resource }: About, { name, operator }: Filter): boolean {
  return !UNORDERED.has(operator) && columnOf(resource, name) !== null
}

/** Whether it is of a statement that has had its time. */
export function isCanceled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CANCELED
}
