import { invalidToken } from '#core/http/exceptions/problem'
import { AccountToken, type Purpose } from '#plugins/identity/models/account_token'
import User from '#plugins/identity/models/user'

/** That somebody reads the mail of an address. */
export interface VerifiedEmail {
  /** Locked until the unit of work ends. */
  readonly user: User
  readonly email: string
}

/**
 * Uses up the token of a mail. The user is locked before their token, as by
 * everything else that changes both.
 *
 * @throws 422 when the token is not good, or somebody else was faster
 */
export async function consume(token: string, purpose: Purpose): Promise<VerifiedEmail> {
  const proof = await AccountToken.read(token, purpose)
  if (!proof) throw invalidToken()
  const user = await User.lock(proof.userId)
  if (!(await AccountToken.consume(token, purpose))) throw invalidToken()
  return { user, email: proof.email }
}
