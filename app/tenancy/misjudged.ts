/** What PostgreSQL calls it: the SQLSTATE of the function `misjudged()`. */
export const MISJUDGED = 'HC001'

/**
 * A unit of work has begun with a presumption that does not hold. Nothing of it
 * remains, and it can begin anew without one.
 */
export class Misjudged extends Error {
  constructor() {
    super('This unit of work rested on a presumption that does not hold')
  }
}
