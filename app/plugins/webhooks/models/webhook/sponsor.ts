import type { Identity } from '#core/access/identity'
import { jobIdentity } from '#core/access/job_identity'
import { READ_EVENTS } from '#core/events/event_reach'
import type { PausingReason } from '#plugins/webhooks/models/webhook/reasons'

/** The permission without which nobody manages webhooks, and no one answers for one. */
export const MANAGE = 'webhooks:manage'

/** Who answers for a webhook: it sends what they may read. */
export interface Sponsored {
  readonly sponsorId: string | null
  /** The key through which they made it, if they did: it sends no more than that may read. */
  readonly sponsorKeyId: string | null
}

/**
 * The sponsor as they stand at this moment in the organization of the unit, or why the webhook sends
 * nothing any more.
 */
export async function sponsorOf({
  sponsorId: userId,
  sponsorKeyId: keyId,
}: Sponsored): Promise<Identity | PausingReason> {
  if (userId === null) return 'sponsor_gone'
  const identity =
    (await jobIdentity({ userId, keyId })) ??
    /* Made on the admin pages. */
    (keyId === null ? await jobIdentity({ userId, keyId, isSuperuser: true }) : null)
  if (identity === null) return 'sponsor_gone'
  const { grants } = identity
  return grants.allows(MANAGE) && grants.allows(READ_EVENTS) ? identity : 'sponsor_rights'
}
