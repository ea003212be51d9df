import { hash } from 'node:crypto'

/** The SQLSTATE of the database function `misjudged()`. */
export const STALE_IDENTITY = 'HC001'

/** What the opening of a unit of work will answer, as far as can be told. */
export class SpeculativeIdentity {
  /**
   * SQL over `opening.answer` that fails the transaction, and whatever else is sent in it,
   * unless it holds.
   */
  readonly assertionSql: string

  constructor(readonly answer: string) {
    this.assertionSql = `CASE
      WHEN encode(sha256(convert_to(opening.answer, 'UTF8')), 'hex') = '${hash('sha256', answer)}'
      THEN NULL ELSE misjudged() END`
  }
}

/**
 * A unit of work has begun with a speculative identity that is stale. Nothing of it
 * remains, and it can begin anew without one.
 */
export class StaleIdentityError extends Error {
  constructor() {
    super('This unit of work rested on a stale identity')
  }
}
