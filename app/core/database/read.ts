import type { QueryResult, QueryResultRow } from 'pg'

/** Runs one statement. @param name keeps it prepared on its connection */
export type RunQuery = <R extends QueryResultRow>(
  text: string,
  values: unknown[],
  name: string | null
) => Promise<QueryResult<R>>

interface PreparedStatement {
  readonly text: string
  readonly values: unknown[]
  readonly name?: string | null
}

/**
 * One statement that has not run yet, and what its rows mean. A unit of work
 * runs it in its midst (`unit.read`), or, when its work returns it, as its last
 * statement, in one round trip with the commit.
 */
export class Read<T> {
  readonly #run: (query: RunQuery) => Promise<T>

  private constructor(run: (query: RunQuery) => Promise<T>) {
    this.#run = run
  }

  /**
   * @param interpret what the rows mean; it may throw when they mean an absence.
   * What a write reads back is committed by then, so it must not refuse there
   */
  static of<R extends QueryResultRow, T>(
    { text, values, name = null }: PreparedStatement,
    interpret: (rows: readonly R[]) => T
  ): Read<T> {
    return new Read(async (query) => interpret((await query<R>(text, values, name)).rows))
  }

  /** The same statement, with something made of what it answers. */
  map<U>(next: (value: T) => U): Read<U> {
    return new Read(async (query) => next(await this.#run(query)))
  }

  /** The same statement, whose failure is answered, or thrown as something else. */
  catch(otherwise: (error: unknown) => T): Read<T> {
    return new Read((query) => this.#run(query).catch(otherwise))
  }

  /** Runs the statement. For the unit of work. */
  run(query: RunQuery): Promise<T> {
    return this.#run(query)
  }
}
