/** The values of a statement as it is put together; text never carries a value. */
export class Statement {
  readonly values: unknown[] = []

  /** Adds a value and answers the placeholder that stands for it. */
  bind = (value: unknown): string => {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** Makes `%` and `_` of a person's text mean themselves in LIKE. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
