/**
 * A failure that any further attempt would meet again. A job whose handler
 * throws it is a dead letter at once, whatever attempts are left.
 */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure'
}
