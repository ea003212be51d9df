/** A field of another resource that no one writes while a condition holds. */
export interface ReadOnlyField {
  /** When that is, as SQL over the record `r`: `EXISTS (SELECT FROM deal_lines l WHERE …)`. */
  readonly while: string
  /** Why, in a sentence for those who want to write it; `lang/<locale>.json` translates it. */
  readonly because: string
  /** What it is then; without it, it stays what it was. */
  readonly compute?: ComputedField
}

/** What a field is by the records that belong to its record. */
export interface ComputedField {
  /** The resource of the plugin's own whose records belong to it. */
  readonly of: string
  /** The column of those that holds its id. */
  readonly by: string
  /**
   * What it is, as SQL over the record `r`. Asked in the transaction of each change of such a record,
   * also of the last one that goes.
   */
  readonly sql: string
}
