import type { QueryResultRow } from 'pg'
import type { PreparedNames } from '#core/database/prepared_names'
import { Read } from '#core/database/read'

/** The values of a statement as it is put together; text never carries a value. */
export class Statement {
  readonly values: unknown[] = []

  /** Adds a value and answers the placeholder that stands for it. */
  bind = (value: unknown): string => {
    this.values.push(value)
    return `$${this.values.length}`
  }

  /**
   * The statement, put together.
   *
   * @param interpret what its rows mean
   * @param names gives it a name by which connections keep it prepared
   */
  read<R extends QueryResultRow, T>(
    text: string,
    interpret: (rows: readonly R[]) => T,
    names?: PreparedNames
  ): Read<T> {
    return Read.of({ text, values: this.values, name: names?.of(text) ?? null }, interpret)
  }

  /** The same, of one that answers finished JSON as `body`. @param empty what no row means */
  readJson(text: string, empty: '{}' | '[]' = '{}'): Read<string> {
    return this.read<{ body: string }, string>(text, ([row]) => row?.body ?? empty)
  }
}

/** Makes `%` and `_` of a person's text mean themselves in LIKE. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
