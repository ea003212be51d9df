import { writeUsage } from '#core/access/key_usage'
import { PipelinedTransaction } from '#core/database/pipelining/pipelined_transaction'

/**
 * Counts the statements that units of work run while something is done, besides
 * those that begin and end them.
 */
export async function countStatements(work: () => PromiseLike<unknown>): Promise<number> {
  return (await statementsOf(work)).length
}

/** The texts of those statements. */
export async function statementsOf(work: () => PromiseLike<unknown>): Promise<string[]> {
  return (await sentOf(work)).map(({ text }) => text)
}

/** A statement as it was sent. */
export interface Sent {
  readonly text: string
  readonly values: unknown[]
}

/** Those statements, with their values. */
export async function sentOf(work: () => PromiseLike<unknown>): Promise<Sent[]> {
  /* What is written from time to time is not written meanwhile. */
  await writeUsage()
  const { query, queryDeferred } = PipelinedTransaction.prototype
  const sent: Sent[] = []
  PipelinedTransaction.prototype.query = function (this: PipelinedTransaction, ...statement) {
    const [text, values] = statement
    sent.push({ text, values })
    return query.apply(this, statement)
  } as typeof query
  PipelinedTransaction.prototype.queryDeferred = function (
    this: PipelinedTransaction,
    ...statement
  ) {
    const [text, values] = statement
    sent.push({ text, values })
    return queryDeferred.apply(this, statement)
  }
  try {
    await work()
  } finally {
    Object.assign(PipelinedTransaction.prototype, { query, queryDeferred })
  }
  return sent
}
