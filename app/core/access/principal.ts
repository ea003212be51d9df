import type { Bouncer } from '@adonisjs/bouncer'
import type { Identity } from '#core/access/identity'

/**
 * Who does something, and the policies that say what they may: the caller of a request, or
 * whoever ordered a job. Models take this instead of the request.
 */
export interface Principal {
  readonly identity: Identity
  readonly bouncer: Bouncer<Identity>
}
