import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Counts the statements that units of work run while something is done, besides
 * those that begin and end them.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const { query } = UnitOfWork.prototype
  let count = 0
  UnitOfWork.prototype.query = function (this: UnitOfWork, ...statement) {
    count += 1
    return query.apply(this, statement)
  } as typeof query
  try {
    await work()
  } finally {
    UnitOfWork.prototype.query = query
  }
  return count
}
